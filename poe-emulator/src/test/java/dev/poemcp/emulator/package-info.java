/** Tests the emulator over HTTP with a raw client that is written from docs/poe-protocol.md only. */
@NullMarked
package dev.poemcp.emulator;

import org.jspecify.annotations.NullMarked;
