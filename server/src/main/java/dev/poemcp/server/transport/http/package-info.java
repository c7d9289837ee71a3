/**
 * MCP over HTTP: {@link dev.poemcp.server.transport.http.HttpTransport} serves Streamable HTTP, the older HTTP+SSE and a
 * health check on one port. No thread of the container ever waits: bodies are read and streams are written as the
 * network allows, and what a call takes is spent on a thread of the call's own. Everything that a stranger can make
 * grow has a bound, see {@link dev.poemcp.server.transport.http.HttpLimits}.
 */
@NullMarked
package dev.poemcp.server.transport.http;

import org.jspecify.annotations.NullMarked;
