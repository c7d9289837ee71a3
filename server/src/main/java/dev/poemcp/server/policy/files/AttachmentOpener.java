package dev.poemcp.server.policy.files;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.WebFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens the paths and URLs of a call as files to attach, or rejects all of them. */
public final class AttachmentOpener {
    /** A scheme has two letters or more: "C:\…" is a path. */
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");

    private final FilePolicy local;
    private final Supplier<WebFiles> web;

    /** @param web created for the first URL */
    public AttachmentOpener(FilePolicy local, Supplier<WebFiles> web) {
        this.local = local;
        this.web = web;
    }

    /** Whether any folder is allowed; URLs always are. */
    public boolean allowsLocalFiles() {
        return local.allowsAny();
    }

    /**
     * Local files are checked before anything is fetched. The caller closes the result.
     *
     * @param names paths and {@code http(s)} URLs
     * @throws PoeException {@link PoeFailure.FileRejected}
     */
    public AttachedFiles open(List<String> names) {
        Upload[] uploads = new Upload[names.size()];
        List<Upload> opened = new ArrayList<>();
        try {
            long left = Upload.MAX_BYTES_PER_MESSAGE;
            for (int i = 0; i < uploads.length; i++) {
                if (!isWeb(names.get(i))) {
                    left -= keep(local.open(names.get(i)), names.get(i), left, uploads, i, opened);
                }
            }
            for (int i = 0; i < uploads.length; i++) {
                if (isWeb(names.get(i))) {
                    Upload fetched = web.get().fetch(url(names.get(i)), left);
                    left -= keep(fetched, names.get(i), left, uploads, i, opened);
                }
            }
            return new AttachedFiles(List.of(uploads));
        } catch (RuntimeException e) {
            opened.forEach(Upload::close);
            throw e;
        }
    }

    private static long keep(Upload upload, String name, long left, Upload[] uploads, int index, List<Upload> opened) {
        opened.add(upload);
        if (upload.sizeBytes() > left) {
            throw new PoeException(new PoeFailure.FileRejected(
                    name, "the files of one message may have " + Upload.MAX_BYTES_PER_MESSAGE + " bytes in all."));
        }
        uploads[index] = upload;
        return upload.sizeBytes();
    }

    /** @throws PoeException {@link PoeFailure.FileRejected} for a URL of another scheme */
    private static boolean isWeb(String name) {
        Matcher url = URL.matcher(name.strip());
        if (!url.matches()) {
            return false;
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return false;
        }
        if (!WEB_SCHEMES.contains(scheme)) {
            // Only its scheme is repeated: the rest may be a password or a whole file.
            throw new PoeException(new PoeFailure.FileRejected(
                    scheme + ":…", scheme + " is not a supported URL scheme; http, https and file are."));
        }
        return true;
    }

    private static URI url(String name) {
        try {
            return new URI(name.strip());
        } catch (URISyntaxException e) {
            throw new PoeException(new PoeFailure.FileRejected(name, "it is not a well-formed URL."), e);
        }
    }
}
