package dev.poemcp.server.opening;

/** Keys of the prepared results, by request. */
public final class PreparedKey {
    public static final String PING = "ping";
    public static final String DISCOVER = "server/discover";
    public static final String TOOLS = "tools/list";
    public static final String STATELESS_TOOLS = "tools/list stateless";

    /** For a client that shows views. */
    public static final String STATELESS_TOOLS_WITH_VIEWS = "tools/list stateless with views";

    /** The revision follows. */
    public static final String INITIALIZE = "initialize ";

    private PreparedKey() {}
}
