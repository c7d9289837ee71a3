/**
 * Learns the site's present details from what a browser exchanged with it: from the user's own browser during sign-in,
 * or from a capture that a browser saved.
 */
@NullMarked
package dev.poemcp.poe.site.capture;

import org.jspecify.annotations.NullMarked;
