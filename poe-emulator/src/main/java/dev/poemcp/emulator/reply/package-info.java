/** What a bot does with a message: the plan of an answer as data, and what plays it against the clock. */
@NullMarked
package dev.poemcp.emulator.reply;

import org.jspecify.annotations.NullMarked;
