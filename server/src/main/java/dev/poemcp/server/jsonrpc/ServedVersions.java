package dev.poemcp.server.jsonrpc;

import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;

/** Revisions of MCP that start with {@code initialize}, oldest first. */
public final class ServedVersions {
    public static final List<String> ALL = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private ServedVersions() {}

    /** What to answer a client that asks for this one: the same if we serve it, else our newest. */
    public static String settle(String asked) {
        return ALL.contains(asked) ? asked : ALL.get(ALL.size() - 1);
    }
}
