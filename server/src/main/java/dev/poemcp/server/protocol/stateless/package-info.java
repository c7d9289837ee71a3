/**
 * MCP revision 2026-07-28, which has no sessions: request metadata, results that ask for input, cache hints,
 * subscriptions, tasks. Knows the rules for its headers and status codes, but no HTTP classes.
 */
@NullMarked
package dev.poemcp.server.protocol.stateless;

import org.jspecify.annotations.NullMarked;
