/** Tests of the official API. */
@NullMarked
package dev.poemcp.emulator.api;

import org.jspecify.annotations.NullMarked;
