/**
 * MCP revision 2026-07-28, which has no sessions: request metadata, results that ask for input, cache hints,
 * subscriptions, tasks. Independent of the transport.
 */
@NullMarked
package dev.poemcp.server.protocol.stateless;

import org.jspecify.annotations.NullMarked;
