/** Prompts: message templates that the user picks and the model follows. Independent of Poe and of the protocol. */
@NullMarked
package dev.poemcp.server.prompts;

import org.jspecify.annotations.NullMarked;
