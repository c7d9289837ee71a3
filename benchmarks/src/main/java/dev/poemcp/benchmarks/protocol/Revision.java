package dev.poemcp.benchmarks.protocol;

/** A revision of MCP: with a session that is opened first, or with the metadata of each request in the request. */
public enum Revision {
    SESSION("2025-11-25"),
    STATELESS("2026-07-28");

    private final String version;

    Revision(String version) {
        this.version = version;
    }

    public String version() {
        return version;
    }

    /**
     * A call.
     *
     * @param id JSON
     * @param arguments JSON object
     */
    public String call(String id, String tool, String arguments) {
        return call(id, tool, arguments, metadata());
    }

    /** A call whose progress is reported; see {@link #call}. */
    public String callWithProgress(String id, String tool, String arguments) {
        String metadata = metadata();
        return call(id, tool, arguments, "\"progressToken\":\"progress\"" + (metadata.isEmpty() ? "" : ",") + metadata);
    }

    private static String call(String id, String tool, String arguments, String metadata) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + (metadata.isEmpty() ? "" : ",\"_meta\":{" + metadata + "}") + "}}";
    }

    private String metadata() {
        return this == SESSION
                ? ""
                : "\"io.modelcontextprotocol/protocolVersion\":\"" + version
                        + "\",\"io.modelcontextprotocol/clientCapabilities\":{}"
                        + ",\"io.modelcontextprotocol/clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}";
    }
}
