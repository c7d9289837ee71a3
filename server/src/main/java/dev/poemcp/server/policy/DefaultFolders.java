package dev.poemcp.server.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The folders that local attachments may come from on stdio where {@code POE_FILES} does not say: the working directory,
 * unless it holds everything the user has. Hosts with a window start their servers in the root of the file system or in
 * the home folder.
 */
public final class DefaultFolders {
    private DefaultFolders() {}

    /**
     * Judged after every link is resolved.
     *
     * @param homes folders of the user that must not be inside, neither whole nor in part
     * @return the working directory, or nothing where it is the root of its file system, one of the homes or above one
     */
    public static List<Path> of(Path workingDirectory, Collection<Path> homes) {
        try {
            Path real = workingDirectory.toRealPath();
            boolean tooWide = real.getParent() == null
                    || homes.stream().anyMatch(home -> real(home).startsWith(real));
            return tooWide ? List.of() : List.of(real);
        } catch (IOException e) {
            // A working directory that is gone holds no files.
            return List.of();
        }
    }

    /** As it is written where it does not exist. */
    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            return home.toAbsolutePath().normalize();
        }
    }
}
