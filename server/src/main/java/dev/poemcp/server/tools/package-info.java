/**
 * What a tool's handler is ({@link dev.poemcp.server.tools.ToolHandler}) and all it may know of its caller
 * ({@link dev.poemcp.server.tools.CallContext}). One package per toolset below.
 */
@NullMarked
package dev.poemcp.server.tools;

import org.jspecify.annotations.NullMarked;
