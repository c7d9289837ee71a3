package dev.poemcp.server.protocol.session;

import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;

/** MCP revisions with sessions, which start with {@code initialize}; oldest first. */
public final class SessionRevisions {
    public static final List<String> ALL = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    private SessionRevisions() {}

    /** Negotiates the revision: the requested one if it is supported, otherwise the newest. */
    public static String negotiate(String requested) {
        return ALL.contains(requested) ? requested : ALL.get(ALL.size() - 1);
    }
}
