package dev.poemcp.server.settings;

import java.nio.file.Path;
import java.util.Map;

/** This program's folders by the XDG Base Directory Specification. */
public final class XdgFolder {
    private XdgFolder() {}

    /** {@code $XDG_CONFIG_HOME/poe-mcp}, by default {@code ~/.config/poe-mcp}. */
    static Path config(Map<String, String> environment) {
        return of(environment, "XDG_CONFIG_HOME", ".config");
    }

    /** {@code $XDG_CACHE_HOME/poe-mcp}, by default {@code ~/.cache/poe-mcp}. */
    public static Path cache(Map<String, String> environment) {
        return of(environment, "XDG_CACHE_HOME", ".cache");
    }

    /** {@code $XDG_STATE_HOME/poe-mcp}, by default {@code ~/.local/state/poe-mcp}. */
    public static Path state(Map<String, String> environment) {
        return of(environment, "XDG_STATE_HOME", ".local/state");
    }

    private static Path of(Map<String, String> environment, String variable, String inHome) {
        String configured = environment.getOrDefault(variable, "");
        // The specification says to ignore a relative path.
        Path folder = !configured.isBlank() && Path.of(configured).isAbsolute()
                ? Path.of(configured)
                : HomeFolder.of(environment).resolve(inHome);
        return folder.resolve("poe-mcp");
    }
}
