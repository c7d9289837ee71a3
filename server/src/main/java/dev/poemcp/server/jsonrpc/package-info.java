/**
 * JSON-RPC 2.0 for all transports: parsing, calls in progress, cancellation, one response per request. Independent of
 * Poe and of what methods do.
 */
@NullMarked
package dev.poemcp.server.jsonrpc;

import org.jspecify.annotations.NullMarked;
