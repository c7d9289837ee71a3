/**
 * The published surface: one definition per tool ({@link dev.poemcp.tool.ToolDefinition}), the result records they
 * share, the error codes. Plain data, independent of Poe, HTTP and the MCP SDK.
 */
@NullMarked
package dev.poemcp.tool;

import org.jspecify.annotations.NullMarked;
