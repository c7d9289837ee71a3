/**
 * What a tool handler sees: {@link dev.poemcp.server.tools.api.ToolHandler}, its caller as {@link
 * dev.poemcp.server.tools.api.CallContext}, and its errors. Independent of protocol and policy.
 */
@NullMarked
package dev.poemcp.server.tools.api;

import org.jspecify.annotations.NullMarked;
