/**
 * MCP methods and their handlers; the only place where the SDK's types and ours meet. Start at {@link
 * dev.poemcp.server.protocol.ProtocolServer} and {@link dev.poemcp.server.protocol.ToolAdapter}.
 */
@NullMarked
package dev.poemcp.server.protocol;

import org.jspecify.annotations.NullMarked;
