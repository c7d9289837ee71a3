package dev.poemcp.poe.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds an installed Chrome, Chromium, Edge or Brave. */
public final class BrowserProgram {
    private static final List<String> COMMANDS = List.of(
            "google-chrome",
            "google-chrome-stable",
            "chromium",
            "chromium-browser",
            "microsoft-edge",
            "microsoft-edge-stable",
            "brave-browser");

    private static final List<String> MAC_PROGRAMS = List.of(
            "Google Chrome.app/Contents/MacOS/Google Chrome",
            "Chromium.app/Contents/MacOS/Chromium",
            "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            "Brave Browser.app/Contents/MacOS/Brave Browser");

    private static final List<String> WINDOWS_PROGRAMS = List.of(
            "Google\\Chrome\\Application\\chrome.exe",
            "Chromium\\Application\\chrome.exe",
            "Microsoft\\Edge\\Application\\msedge.exe",
            "BraveSoftware\\Brave-Browser\\Application\\brave.exe");

    private BrowserProgram() {}

    /** The first that is installed. */
    public static Optional<Path> find(Map<String, String> environment, String system) {
        return candidates(environment, system).stream()
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What {@link #find} looks for, for an error message. */
    public static String searched(String system) {
        return isWindows(system) || isMac(system)
                ? "Chrome, Chromium, Edge and Brave where they are usually installed"
                : String.join(", ", COMMANDS) + " on the PATH";
    }

    private static List<Path> candidates(Map<String, String> environment, String system) {
        List<Path> candidates = new ArrayList<>();
        if (isMac(system)) {
            for (var folder : List.of("/Applications", environment.getOrDefault("HOME", "") + "/Applications")) {
                MAC_PROGRAMS.forEach(program -> candidates.add(Path.of(folder, program)));
            }
        } else if (isWindows(system)) {
            for (var variable : List.of("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")) {
                var folder = environment.getOrDefault(variable, "");
                if (!folder.isBlank()) {
                    WINDOWS_PROGRAMS.forEach(program -> candidates.add(Path.of(folder, program)));
                }
            }
        } else {
            for (var folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                COMMANDS.forEach(command -> add(candidates, folder, command));
            }
        }
        return candidates;
    }

    private static void add(List<Path> candidates, String folder, String command) {
        try {
            if (!folder.isBlank()) {
                candidates.add(Path.of(folder, command));
            }
        } catch (InvalidPathException odd) {
            // No folder of this name can exist.
            return;
        }
    }

    private static boolean isMac(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    private static boolean isWindows(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
