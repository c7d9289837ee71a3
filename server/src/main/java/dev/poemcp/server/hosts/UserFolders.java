package dev.poemcp.server.hosts;

import dev.poemcp.server.policy.files.NetworkPaths;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders that hosts keep the user's files in: the home folder ({@code ~}) and those that a variable of the
 * environment can move ({@code $APPDATA}). Never looks into a network folder: Windows would authenticate the user there.
 */
public final class UserFolders {
    /** Where a folder is in the home folder if its variable is not set. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "XDG_CONFIG_HOME", ".config",
            "APPDATA", "AppData/Roaming",
            "LOCALAPPDATA", "AppData/Local",
            "CLAUDE_CONFIG_DIR", "",
            "CLINE_DIR", ".cline",
            "CODEX_HOME", ".codex",
            "COPILOT_HOME", ".copilot");

    /** Far more than there are installations of one host. */
    private static final int MAX_MATCHES = 20;

    private final OperatingSystem system;
    private final Path home;
    private final Map<String, String> environment;

    /** @param environment variables of the process */
    public UserFolders(OperatingSystem system, Path home, Map<String, String> environment) {
        this.system = system;
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    public OperatingSystem system() {
        return system;
    }

    public Path home() {
        return home;
    }

    /**
     * @param location of {@link HostFile#location}
     * @return what it means for this user; empty if its folder is on the network, or if no folder matches its
     *     {@code *}
     */
    public List<Path> resolve(String location) {
        if (isNetwork(location)) {
            return List.of();
        }
        Path folder = folder(location);
        String[] segments = location.split("/", -1);
        List<Path> paths = List.of(folder);
        for (int i = 1; i < segments.length; i++) {
            String segment = segments[i];
            paths = segment.contains("*")
                    ? paths.stream()
                            .flatMap(path -> matches(path, segment).stream())
                            .toList()
                    : paths.stream().map(path -> path.resolve(segment)).toList();
        }
        return paths;
    }

    /** Whether the folder that a location starts with is on the network, so that it is not looked into. */
    public boolean isNetwork(String location) {
        String moved = moved(location);
        return isNetworkPath(moved == null ? home.toString() : moved);
    }

    /** Whether this text is a path on the network, or of a device. */
    public boolean isNetworkPath(String text) {
        return NetworkPaths.isNetworkOrDevice(text, system == OperatingSystem.WINDOWS);
    }

    /** The path as a user writes it: {@code ~} for the home folder. */
    public String shortened(String path) {
        String prefix = home.toString();
        boolean inHome = path.startsWith(prefix) && path.length() > prefix.length();
        char next = inHome ? path.charAt(prefix.length()) : ' ';
        return next == '/' || next == '\\' ? "~" + path.substring(prefix.length()) : path;
    }

    private Path folder(String location) {
        String moved = moved(location);
        return moved == null ? home.resolve(DEFAULTS.getOrDefault(variable(location), "")) : Path.of(moved);
    }

    /** What the folder's variable is set to; null if it has none, or one that hosts ignore. */
    private @Nullable String moved(String location) {
        String value = environment.getOrDefault(variable(location), "");
        if (value.isBlank()) {
            return null;
        }
        try {
            // A network path is absolute on Windows only; a test on another system needs it as well.
            return isNetworkPath(value) || Path.of(value).isAbsolute() ? value : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Empty for {@code ~}, which no variable moves. */
    private static String variable(String location) {
        String first = location.substring(0, location.indexOf('/'));
        return first.startsWith("$") ? first.substring(1) : "";
    }

    private static List<Path> matches(Path folder, String pattern) {
        List<Path> matches = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            for (Path entry : entries) {
                if (matches.size() == MAX_MATCHES) {
                    break;
                }
                matches.add(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that is missing or cannot be read has no file of a host.
            return List.of();
        }
        return matches.stream().sorted().toList();
    }
}
