package dev.poemcp.server.login;

import dev.poemcp.poe.file.FolderTree;
import dev.poemcp.server.settings.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Removes the browser profile that a sign-in left. */
public final class ProfileFolder {
    private ProfileFolder() {}

    /**
     * Removes the folder with its content; links in it are removed and not followed.
     *
     * @return whether there was one
     * @throws InvalidSettingException if it cannot be removed
     */
    public static boolean delete(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            FolderTree.delete(folder);
            return true;
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidSettingException("The browser profile " + folder + " cannot be removed ("
                    + e.getClass().getSimpleName() + "); close the browser that uses it, or remove it by hand.");
        }
    }
}
