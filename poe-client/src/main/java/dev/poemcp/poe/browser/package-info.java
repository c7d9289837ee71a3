/** The user's own browser: its program, its process, and the DevTools protocol to it. */
@NullMarked
package dev.poemcp.poe.browser;

import org.jspecify.annotations.NullMarked;
