/**
 * Results to look at: HTML documents that hosts with the MCP extension {@code io.modelcontextprotocol/ui} show in place of
 * a tool's result. Plain data: the documents know the result records by their JSON only.
 */
@NullMarked
package dev.poemcp.server.views;

import org.jspecify.annotations.NullMarked;
