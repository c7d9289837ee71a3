package dev.poemcp.server.opening;

/** Keys of the prepared results, by request. */
public final class PreparedKey {
    public static final String PING = "ping";
    public static final String DISCOVER = "server/discover";
    public static final String TOOLS = "tools/list";
    public static final String STATELESS_TOOLS = "tools/list stateless";

    /** The revision follows. */
    public static final String INITIALIZE = "initialize ";

    private PreparedKey() {}
}
