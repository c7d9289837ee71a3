/** Scripts of bots: text, timing, files, cost and end state of their replies. */
@NullMarked
package dev.poemcp.emulator.script;

import org.jspecify.annotations.NullMarked;
