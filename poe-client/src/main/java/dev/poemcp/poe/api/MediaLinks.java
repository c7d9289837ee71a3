package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Attachment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that a media bot names in its text: JSON with {@code url}, nothing but an address, an address on the host where Poe
 * keeps files, or a Markdown image whose address also stands alone. Other links are part of what the bot says. Source:
 * docs/official-api.md, media.
 */
final class MediaLinks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LINKS = 20;
    /** A longer text is not only a link. */
    private static final int MAX_JSON = 10_000;

    /** Without the punctuation of a sentence at its end. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"'()\\[\\]]{1,2000}(?<![.,;:!?])");

    private static final Pattern OF_POE = Pattern.compile("(.+\\.)?poecdn\\.net");
    private static final Pattern KIND = Pattern.compile("/base/([a-z]+)/[0-9a-f]+");

    private MediaLinks() {}

    /** In order, each address once. */
    static List<Attachment> in(String text) {
        String trimmed = text.strip();
        Optional<Attachment> only = json(trimmed).or(() -> onlyAddress(trimmed));
        if (only.isPresent()) {
            return List.of(only.get());
        }
        Map<URI, Attachment> found = new LinkedHashMap<>();
        ADDRESS.matcher(text)
                .results()
                .filter(match -> isMedia(match.group(), match.start(), text))
                .limit(MAX_LINKS)
                .forEach(match -> attachment(match.group(), null)
                        .ifPresent(attachment -> found.putIfAbsent(attachment.url(), attachment)));
        return List.copyOf(found.values());
    }

    private static Optional<Attachment> json(String text) {
        if (!text.startsWith("{") || text.length() > MAX_JSON) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(text);
            return attachment(node.path("url").asText(""), node.path("mimeType").textValue());
        } catch (JsonProcessingException plainText) {
            return Optional.empty();
        }
    }

    private static Optional<Attachment> onlyAddress(String text) {
        return ADDRESS.matcher(text).matches() ? attachment(text, null) : Optional.empty();
    }

    private static boolean isMedia(String address, int start, String text) {
        boolean isImage = start > 1 && text.startsWith("](", start - 2) && text.lastIndexOf("![", start) >= 0;
        return webAddress(address)
                .filter(url -> OF_POE.matcher(url.getHost()).matches()
                        || (isImage && text.strip().endsWith("\n" + address)))
                .isPresent();
    }

    private static Optional<Attachment> attachment(String address, @Nullable String mimeType) {
        return webAddress(address).map(url -> new Attachment(name(url), mimeType, url, null));
    }

    private static Optional<URI> webAddress(String address) {
        try {
            URI url = new URI(address);
            boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            return isWeb && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Poe's addresses end in a hash, which is no name. */
    private static String name(URI url) {
        String path = url.getPath();
        var kind = KIND.matcher(path);
        if (kind.matches()) {
            return kind.group(1);
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isBlank() ? "file" : last;
    }
}
