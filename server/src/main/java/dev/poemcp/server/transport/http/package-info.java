/**
 * MCP over HTTP: {@link dev.poemcp.server.transport.http.HttpTransport} serves Streamable HTTP, the older HTTP+SSE and
 * a health check on one port. Container threads never block: bodies are read and streams are written asynchronously,
 * and each call runs on its own thread. Everything that clients can make grow is limited, see
 * {@link dev.poemcp.server.transport.http.HttpLimits}.
 */
@NullMarked
package dev.poemcp.server.transport.http;

import org.jspecify.annotations.NullMarked;
