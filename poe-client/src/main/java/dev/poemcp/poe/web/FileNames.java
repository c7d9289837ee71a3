package dev.poemcp.poe.web;

import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Name and type of a file from the web, by its server's headers and its first bytes. */
final class FileNames {
    private static final int MAX_LENGTH = 150;
    private static final String UNKNOWN = "application/octet-stream";
    private static final Pattern EXTENDED =
            Pattern.compile("filename\\*\\s*=\\s*UTF-8''([^;]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("filename\\s*=\\s*\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE = Pattern.compile("filename\\s*=\\s*([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}/\\\\:*?\"<>|]");
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("image/png", "png"),
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/json", "json"),
            Map.entry("application/zip", "zip"),
            Map.entry("text/html", "html"),
            Map.entry("text/csv", "csv"),
            Map.entry("text/markdown", "md"),
            Map.entry("text/plain", "txt"),
            Map.entry("audio/mpeg", "mp3"),
            Map.entry("video/mp4", "mp4"));

    private FileNames() {}

    /** @param head the file's first bytes */
    static String mimeType(Response response, byte[] head) {
        MediaType declared = MediaType.parse(response.header("Content-Type", ""));
        String type =
                declared == null ? UNKNOWN : (declared.type() + "/" + declared.subtype()).toLowerCase(Locale.ROOT);
        if (!type.equals(UNKNOWN)) {
            return type;
        }
        Optional<String> magic = FileSignature.imageType(head).or(() -> FileSignature.otherType(head));
        String guessed =
                URLConnection.guessContentTypeFromName(response.request().url().encodedPath());
        return magic.orElse(guessed == null ? UNKNOWN : guessed);
    }

    /** A name without a path, with an extension where the type has one. */
    static String name(Response response, String mimeType) {
        String declared = disposition(response.header("Content-Disposition"));
        String name = clean(declared == null ? lastSegment(response.request().url()) : declared);
        String extension = EXTENSIONS.get(mimeType);
        boolean hasNoExtension = name.lastIndexOf('.') <= 0;
        return hasNoExtension && extension != null ? name + "." + extension : name;
    }

    private static @Nullable String disposition(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher extended = EXTENDED.matcher(header);
        if (extended.find()) {
            HttpUrl decoder =
                    HttpUrl.parse("http://name/" + extended.group(1).trim().replace("/", "_"));
            return decoder == null ? null : lastSegment(decoder);
        }
        for (Pattern pattern : new Pattern[] {QUOTED, BARE}) {
            Matcher plain = pattern.matcher(header);
            if (plain.find()) {
                return plain.group(1);
            }
        }
        return null;
    }

    private static String lastSegment(HttpUrl url) {
        return url.pathSegments().get(url.pathSize() - 1);
    }

    private static String clean(String raw) {
        String name = UNSAFE.matcher(raw).replaceAll("_").trim();
        while (name.startsWith(".")) {
            name = name.substring(1);
        }
        if (name.isEmpty()) {
            return "file";
        }
        return name.length() <= MAX_LENGTH ? name : name.substring(name.length() - MAX_LENGTH);
    }
}
