/**
 * How messages come and go. {@link dev.poemcp.server.transport.StdioTransport} is the stdio transport on the SDK's
 * interfaces: it reads lines, keeps the order that the protocol asks for, runs each call on a thread of its own, and
 * ends in good order. Nothing in here knows Poe or what a method does.
 */
@NullMarked
package dev.poemcp.server.transport;

import org.jspecify.annotations.NullMarked;
