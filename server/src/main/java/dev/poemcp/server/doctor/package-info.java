/** What {@code poe-mcp doctor} finds, and what it advises. */
@NullMarked
package dev.poemcp.server.doctor;

import org.jspecify.annotations.NullMarked;
