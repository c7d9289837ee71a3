/** Messages over real sockets, against the emulator. */
@NullMarked
package dev.poemcp.poe.site.message;

import org.jspecify.annotations.NullMarked;
