/**
 * The method table, and what its methods do: tool calls, resources, prompts, completions, rendering of results and
 * errors. Start at {@link dev.poemcp.server.protocol.MethodTable} and {@link dev.poemcp.server.protocol.ToolMethods}.
 */
@NullMarked
package dev.poemcp.server.protocol;

import org.jspecify.annotations.NullMarked;
