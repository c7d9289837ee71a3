/** HTTP exchanges with limits of size and time, interruptible, never repeated automatically. */
@NullMarked
package dev.poemcp.poe.http;

import org.jspecify.annotations.NullMarked;
