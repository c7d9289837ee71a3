/** What a bot does with a message, as data: text, timing, files, cost, end state. */
@NullMarked
package dev.poemcp.emulator.script;

import org.jspecify.annotations.NullMarked;
