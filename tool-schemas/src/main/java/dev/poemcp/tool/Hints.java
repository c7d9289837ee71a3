package dev.poemcp.tool;

/** The four annotations of a tool, truthfully; {@code openWorld} is true wherever Poe is asked. */
public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
    /** Changes nothing. */
    public static Hints reads() {
        return new Hints(true, false, true, true);
    }

    /** Adds or changes something, and asking again changes nothing more. */
    public static Hints sets() {
        return new Hints(false, false, true, true);
    }

    /** Adds something each time it is asked, or spends points. */
    public static Hints adds() {
        return new Hints(false, false, false, true);
    }

    /** Takes something away for good. */
    public static Hints deletes() {
        return new Hints(false, true, true, true);
    }
}
