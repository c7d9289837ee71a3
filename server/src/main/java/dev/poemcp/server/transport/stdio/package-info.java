/**
 * MCP over stdio: {@link dev.poemcp.server.transport.stdio.StdioTransport} reads bounded lines, keeps the order that the
 * protocol requires, and runs each call on its own thread.
 */
@NullMarked
package dev.poemcp.server.transport.stdio;

import org.jspecify.annotations.NullMarked;
