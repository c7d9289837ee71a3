/** The emulator from outside: a raw client, written from the protocol reference alone, shows how strict it is. */
@NullMarked
package dev.poemcp.emulator;

import org.jspecify.annotations.NullMarked;
