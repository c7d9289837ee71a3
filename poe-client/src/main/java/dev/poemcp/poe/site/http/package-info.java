/** HTTP as this client wants it: bounded, timed, interruptible, never repeated behind our back. */
@NullMarked
package dev.poemcp.poe.site.http;

import org.jspecify.annotations.NullMarked;
