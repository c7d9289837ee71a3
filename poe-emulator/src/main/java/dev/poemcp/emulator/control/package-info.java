/** The API for tests: options, behaviour, faults, the request log, sent messages and files. */
@NullMarked
package dev.poemcp.emulator.control;

import org.jspecify.annotations.NullMarked;
