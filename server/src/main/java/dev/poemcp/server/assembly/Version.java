package dev.poemcp.server.assembly;

import java.util.Objects;

/** The version of this program. */
public final class Version {
    private Version() {}

    /** From the manifest of the program's jar; {@code 0.0.0} when it runs from somewhere else. */
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "0.0.0");
    }
}
