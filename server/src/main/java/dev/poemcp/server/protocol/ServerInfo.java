package dev.poemcp.server.protocol;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import org.jspecify.annotations.Nullable;

/** What a server tells clients about itself. */
public record ServerInfo(
        Implementation identity,
        ServerCapabilities capabilities,
        @Nullable String instructions) {}
