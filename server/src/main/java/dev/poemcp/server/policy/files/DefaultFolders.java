package dev.poemcp.server.policy.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The folders that local attachments may come from on stdio if {@code POE_FILES} is not set: the working directory,
 * unless it contains all of the user's files. Desktop hosts start their servers in the root of the file system or in
 * the home folder.
 */
public final class DefaultFolders {
    private DefaultFolders() {}

    /**
     * Compares real paths, with all links resolved.
     *
     * @param homes home folders that the working directory must neither be nor contain
     * @return the working directory, or nothing where it is the root of its file system, one of the homes or above one
     */
    public static List<Path> of(Path workingDirectory, Collection<Path> homes) {
        try {
            Path real = workingDirectory.toRealPath();
            boolean tooWide = real.getParent() == null;
            for (Path home : homes) {
                tooWide |= real(home).startsWith(real);
            }
            return tooWide ? List.of() : List.of(real);
        } catch (IOException e) {
            // A working directory that no longer exists contains no files.
            return List.of();
        }
    }

    /** The path as written if it does not exist. */
    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            return home.toAbsolutePath().normalize();
        }
    }
}
