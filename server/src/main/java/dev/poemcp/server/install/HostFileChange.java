package dev.poemcp.server.install;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of a host's file that can be shown and then made.
 *
 * @param before all that is in the file; null if there is none
 * @param after all that will be in the file; null if it will be removed
 * @param backup what to do with the copy of the original
 */
record HostFileChange(
        InstallTarget target,
        @Nullable String before,
        @Nullable String after,
        Backup backup) {
    private static final String BACKUP_SUFFIX = ".before-poe-mcp";

    /** The copy of the original. */
    enum Backup {
        /** It is written from what is in the file now. */
        WRITE,
        /** It is there already, and the change keeps it. */
        KEEP,
        /** It is restored, so it is no longer needed. */
        REMOVE,
        /** There is no original. */
        NONE
    }

    static Path backupOf(Path file) {
        return file.resolveSibling(file.getFileName() + BACKUP_SUFFIX);
    }

    boolean changesNothing() {
        return Objects.equals(before, after);
    }
}
