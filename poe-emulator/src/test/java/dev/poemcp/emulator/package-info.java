/** The emulator from outside: a raw client, written from docs/poe-protocol.md alone, shows how strict it is. */
@NullMarked
package dev.poemcp.emulator;

import org.jspecify.annotations.NullMarked;
