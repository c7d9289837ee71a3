package dev.poemcp.poe.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only the user can read, and that is never half written. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Replaces the content in one step; creates the file (0600) and its folders (0700) where they are missing. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, out -> out.write(content));
    }

    /** As above. */
    public static void write(Path file, AtomicFile.Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("A root folder is no file");
        }
        // Without the check, a link to a folder would count as a file in its place.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly(folder));
        }
        AtomicFile.write(file, content, PosixFilePermissions.fromString("rw-------"));
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
