package dev.poemcp.server.settings;

import java.nio.file.Path;
import java.util.Map;

/** The user's home folder: {@code HOME}, or Java's {@code user.home} if that is not set. */
public final class HomeFolder {
    private HomeFolder() {}

    /** @param environment variables of the process */
    public static Path of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }
}
