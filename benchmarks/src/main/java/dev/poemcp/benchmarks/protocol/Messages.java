package dev.poemcp.benchmarks.protocol;

/** The messages of a session's opening, and the call that is measured. */
public final class Messages {
    /** Has id 1. */
    public static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"" + Revision.SESSION.version() + "\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}}}";

    public static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    /** Has id 2. */
    public static final String LIST_TOOLS = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}";

    /**
     * A tool of both programs with a short text as its result. Without credentials, poe-mcp checks the arguments and
     * answers that none are configured, without asking Poe.
     */
    public static final String TOOL = "get_bot_info";

    public static final String ARGUMENTS = "{\"bot_handle\":\"Echo\"}";

    private Messages() {}

    /** How an answer to the id is recognized, wherever its id is in the line. */
    public static String answerTo(long id) {
        return "\"id\":" + id;
    }
}
