/**
 * The funnel: every request of every client goes through here, and it is the only room where the SDK's types and ours
 * meet. Start reading at {@link dev.poemcp.server.mcp.ProtocolServer} (which method is answered by whom) and
 * {@link dev.poemcp.server.mcp.ToolAdapter} (the way of one call).
 */
@NullMarked
package dev.poemcp.server.mcp;

import org.jspecify.annotations.NullMarked;
