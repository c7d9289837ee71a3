/**
 * MCP's revision 2026-07-28, which knows no sessions: {@link dev.poemcp.server.transport.era.StatelessServer} gives each
 * request a session of its own in the SDK's core, so that the same handlers serve every revision. What the revision
 * adds stands here: what a request says of itself, results that ask, lifetimes of answers, listening, tasks. Nothing
 * of it knows whether HTTP or a pipe carries the messages.
 */
@NullMarked
package dev.poemcp.server.transport.era;

import org.jspecify.annotations.NullMarked;
