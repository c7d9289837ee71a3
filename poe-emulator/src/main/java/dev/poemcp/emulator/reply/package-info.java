/** Runs replies: executes the plan of a bot's script step by step and publishes its events. */
@NullMarked
package dev.poemcp.emulator.reply;

import org.jspecify.annotations.NullMarked;
