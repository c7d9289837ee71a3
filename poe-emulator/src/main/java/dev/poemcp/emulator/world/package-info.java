/**
 * The bots, people, chats and points of the emulated Poe, decided by a seed. Whoever touches a {@code World} holds its
 * monitor; nothing in here knows HTTP.
 */
@NullMarked
package dev.poemcp.emulator.world;

import org.jspecify.annotations.NullMarked;
