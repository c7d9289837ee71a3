/**
 * Poe on loopback: real HTTP and WebSocket, strict, scriptable, with faults. Start reading at
 * {@link dev.poemcp.emulator.PoeEmulator}. This package and {@code control} are the API for tests; the site's gate and
 * queries are in {@code site}, bots, chats and points in {@code world}, the realtime channel in {@code channel}, and
 * running replies in {@code reply}. It shares no code with the client, so that the two can disagree.
 */
@NullMarked
package dev.poemcp.emulator;

import org.jspecify.annotations.NullMarked;
