/** Poe's official API (docs/official-api.md): the same bots and points as the site, reached with an API key. */
@NullMarked
package dev.poemcp.emulator.api;

import org.jspecify.annotations.NullMarked;
