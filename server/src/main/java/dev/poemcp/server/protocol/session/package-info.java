/**
 * The MCP revisions that open a session with {@code initialize} (2024-11-05 to 2025-11-25), served from the method table.
 * Requests to the client go through the SDK's session. Independent of the transport.
 */
@NullMarked
package dev.poemcp.server.protocol.session;

import org.jspecify.annotations.NullMarked;
