/** Sockets below OkHttp. */
@NullMarked
package dev.poemcp.poe.socket;

import org.jspecify.annotations.NullMarked;
