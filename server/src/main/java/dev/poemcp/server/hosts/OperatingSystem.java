package dev.poemcp.server.hosts;

import java.util.Locale;

/** The systems on which hosts keep their files in different places. */
public enum OperatingSystem {
    /** And every system that is neither of the others. */
    LINUX,
    MACOS,
    WINDOWS;

    /** @param name as in Java's {@code os.name} */
    public static OperatingSystem of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac")) {
            return MACOS;
        }
        return lower.startsWith("windows") ? WINDOWS : LINUX;
    }
}
