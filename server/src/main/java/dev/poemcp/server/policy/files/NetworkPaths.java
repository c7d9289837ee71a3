package dev.poemcp.server.policy.files;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognizes network and device paths by their text. Windows contacts the server of {@code \\server\share} and
 * authenticates the user there even if a program only checks whether such a file exists; so these are rejected before a
 * path is created.
 */
public final class NetworkPaths {
    /** Names that Windows treats as devices, in any folder and with any extension. */
    private static final Pattern WINDOWS_DEVICE =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\\s*([.:].*)?");

    private NetworkPaths() {}

    /**
     * On every system: two leading separators of either kind, which no path needs, and {@code \??\}.
     *
     * @param text a path, or the decoded path of a {@code file:} URL
     * @param windows whether to check for names of Windows devices, too; elsewhere these are file names
     */
    public static boolean isNetworkOrDevice(String text, boolean windows) {
        boolean twoSeparators = text.length() > 1 && isSeparator(text.charAt(0)) && isSeparator(text.charAt(1));
        return twoSeparators || text.startsWith("\\??\\") || text.startsWith("/??/") || (windows && namesDevice(text));
    }

    private static boolean namesDevice(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("[/\\\\]", -1)).stream()
                .anyMatch(name -> WINDOWS_DEVICE.matcher(name).matches());
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }
}
