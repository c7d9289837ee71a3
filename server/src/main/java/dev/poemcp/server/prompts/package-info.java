/** Prompts: texts that a person picks from a menu and a model acts on. Knows neither Poe nor the protocol. */
@NullMarked
package dev.poemcp.server.prompts;

import org.jspecify.annotations.NullMarked;
