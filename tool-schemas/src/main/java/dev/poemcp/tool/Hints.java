package dev.poemcp.tool;

/** The four MCP annotations of a tool. {@code openWorld} is true for every tool that sends requests to Poe. */
public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
    /** Reads; changes nothing. */
    public static Hints reads() {
        return new Hints(true, false, true, true);
    }

    /** Reads on this machine alone. */
    public static Hints readsHere() {
        return new Hints(true, false, true, false);
    }

    /** Sets a value; repeating the call changes nothing more. */
    public static Hints sets() {
        return new Hints(false, false, true, true);
    }

    /** Adds something or spends points on each call. */
    public static Hints adds() {
        return new Hints(false, false, false, true);
    }

    /** Deletes permanently. */
    public static Hints deletes() {
        return new Hints(false, true, true, true);
    }
}
