package dev.poemcp.poe.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file that is never half written. */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /**
     * Replaces the content in one step; creates the file where it is missing.
     *
     * @param permissions of the file from its first byte on; ignored where a file system has none
     */
    public static void write(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        write(file, out -> out.write(content), permissions);
    }

    /** Writes a content that need not be in memory as a whole. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** As above. */
    public static void write(Path file, Content content, Set<PosixFilePermission> permissions) throws IOException {
        // Readable by the owner alone, until it has the permissions and then the content.
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".writing", ".tmp");
        try {
            PosixFileAttributeView posix = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            if (posix != null) {
                posix.setPermissions(permissions);
            }
            try (var out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER)) {
                content.writeTo(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
