/**
 * The packaged program from outside: a host of our own on its stdio ({@link dev.poemcp.it.HostSession}, over a
 * {@link dev.poemcp.it.ServerProcess}), the official clients, faults of Poe and of the host, and the rules of the
 * architecture. Poe is played by the emulator; nothing here knows the server's inside.
 */
@NullMarked
package dev.poemcp.it;

import org.jspecify.annotations.NullMarked;
