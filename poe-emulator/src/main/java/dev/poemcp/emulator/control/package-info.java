/** What a test sets and reads: options, behaviour, faults, the request log, what was sent. */
@NullMarked
package dev.poemcp.emulator.control;

import org.jspecify.annotations.NullMarked;
