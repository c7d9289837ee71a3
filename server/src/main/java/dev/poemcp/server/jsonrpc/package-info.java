/**
 * JSON-RPC 2.0 below every transport: parsing, calls in progress, cancellation, one response per request. Knows neither
 * Poe nor what a method does.
 */
@NullMarked
package dev.poemcp.server.jsonrpc;

import org.jspecify.annotations.NullMarked;
