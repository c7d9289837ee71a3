package dev.poemcp.server.policy.files;

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

/** A local file that passed the policy. It can be opened only while it is still the file that was checked. */
final class LocalUpload implements Upload {
    private final String requestedName;
    private final Path real;
    private final BasicFileAttributes checked;
    private final FilePolicy policy;

    LocalUpload(String requestedName, Path real, BasicFileAttributes checked, FilePolicy policy) {
        this.requestedName = requestedName;
        this.real = real;
        this.checked = checked;
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
        return checked.size();
    }

    @Override
    public InputStream open() throws IOException {
        // Before: opening a pipe in its place would block. After: the opened file must be the checked one.
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
            // A parent folder may have become a link since the check.
            if (real.toRealPath().equals(real)
                    && now.isRegularFile()
                    && Objects.equals(now.fileKey(), checked.fileKey())
                    && now.size() == checked.size()
                    && now.lastModifiedTime().equals(checked.lastModifiedTime())) {
                policy.refusePrivate(requestedName, real);
                return;
            }
        } catch (NoSuchFileException e) {
            throw FilePolicy.rejected(requestedName, "it has vanished.");
        }
        throw FilePolicy.rejected(requestedName, "it changed while it was being attached.");
    }
}
