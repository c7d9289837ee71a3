/**
 * The bots, users, chats and points of the emulated Poe, determined by a seed. Callers hold the monitor of a
 * {@code World}; this package is independent of HTTP.
 */
@NullMarked
package dev.poemcp.emulator.world;

import org.jspecify.annotations.NullMarked;
