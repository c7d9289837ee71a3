package dev.poemcp.server.hosts;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a host's file within limits: a regular file of at most 4 MB, and through no link into a network folder. */
public final class HostFileReader {
    public static final int MAX_BYTES = 4 << 20;

    private static final int MAX_LINKS = 16;

    private final UserFolders folders;

    public HostFileReader(UserFolders folders) {
        this.folders = folders;
    }

    /**
     * What was in a file.
     *
     * @param text empty if there is a problem
     * @param utf16 whether the file is saved as UTF-16, which hosts don't read
     * @param problem why the file was not read, to follow its name in a sentence; null if it was
     */
    public record Content(
            String text, boolean utf16, @Nullable String problem) {
        private static Content unread(String problem) {
            return new Content("", false, problem);
        }
    }

    /** Empty if there is no such file. */
    public Optional<Content> read(Path file) {
        try {
            if (leadsToNetwork(file)) {
                return Optional.of(Content.unread("links into a network folder, so it was not read"));
            }
            if (!Files.exists(file)) {
                return Files.isSymbolicLink(file)
                        ? Optional.of(Content.unread("is a link to a file that does not exist"))
                        : Optional.empty();
            }
            // Opening a pipe or a device could block.
            if (!Files.isRegularFile(file)) {
                return Optional.of(Content.unread("is not a file"));
            }
            return Optional.of(bounded(file));
        } catch (IOException e) {
            return Optional.of(Content.unread("cannot be read (" + e.getClass().getSimpleName() + ")"));
        }
    }

    private boolean leadsToNetwork(Path file) throws IOException {
        Path current = file;
        for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(current); links++) {
            Path target = Files.readSymbolicLink(current);
            if (folders.isNetworkPath(target.toString())) {
                return true;
            }
            current = current.resolveSibling(target);
        }
        return false;
    }

    private static Content bounded(Path file) throws IOException {
        byte[] bytes = bytes(file);
        if (bytes == null) {
            return Content.unread("is larger than 4 MB, so it was not read");
        }
        return startsWithMark(bytes, 0xfe, 0xff) || startsWithMark(bytes, 0xff, 0xfe)
                ? new Content(new String(bytes, UTF_16), true, null)
                : new Content(withoutMark(new String(bytes, UTF_8)), false, null);
    }

    /** All bytes of a file; null if there are more than 4 MB. */
    public static byte @Nullable [] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? null : bytes;
        }
    }

    private static boolean startsWithMark(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    /** Windows editors start UTF-8 with a byte order mark. */
    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
