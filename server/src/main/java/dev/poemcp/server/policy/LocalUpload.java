package dev.poemcp.server.policy;

import dev.poemcp.poe.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A local file that passed the policy. It is opened only while it is still the very file that was judged. */
final class LocalUpload implements Upload {
    private final String given;
    private final Path real;
    private final BasicFileAttributes judged;
    private final FilePolicy policy;

    LocalUpload(String given, Path real, BasicFileAttributes judged, FilePolicy policy) {
        this.given = given;
        this.real = real;
        this.judged = judged;
        this.policy = policy;
    }

    @Override
    public String name() {
        return Objects.requireNonNull(real.getFileName()).toString();
    }

    @Override
    public String mimeType() {
        return Objects.requireNonNullElse(URLConnection.guessContentTypeFromName(name()), "application/octet-stream");
    }

    @Override
    public long sizeBytes() {
        return judged.size();
    }

    @Override
    public InputStream open() throws IOException {
        // Before, so that a pipe put in its place is not opened (that would block); after, so that what was opened is
        // it.
        requireUnchanged();
        InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS);
        try {
            requireUnchanged();
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private void requireUnchanged() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            // A folder on the way may have become a link since the file was judged.
            if (real.toRealPath().equals(real)
                    && now.isRegularFile()
                    && Objects.equals(now.fileKey(), judged.fileKey())
                    && now.size() == judged.size()
                    && now.lastModifiedTime().equals(judged.lastModifiedTime())) {
                policy.refuseCredentials(given, real);
                return;
            }
        } catch (NoSuchFileException e) {
            throw FilePolicy.rejected(given, "it has vanished.");
        }
        throw FilePolicy.rejected(given, "it changed while it was being attached.");
    }
}
