package dev.poemcp.server.views;

import com.fasterxml.jackson.databind.JsonNode;

/** The MCP extension for views. Clients announce it; servers do not. */
public final class ViewExtension {
    public static final String ID = "io.modelcontextprotocol/ui";

    /** Of views. */
    public static final String MIME_TYPE = "text/html;profile=mcp-app";

    private ViewExtension() {}

    /** Whether a client with these capabilities shows views. */
    public static boolean isAnnounced(JsonNode capabilities) {
        var types = capabilities.path("extensions").path(ID).path("mimeTypes");
        for (var i = 0; i < types.size(); i++) {
            if (MIME_TYPE.equals(types.path(i).textValue())) {
                return true;
            }
        }
        return false;
    }
}
