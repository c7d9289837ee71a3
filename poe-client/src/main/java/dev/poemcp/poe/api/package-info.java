/** Poe's official API: requests with a key, server-sent events, catalogue, usage. Knows nothing of the site. */
@NullMarked
package dev.poemcp.poe.api;

import org.jspecify.annotations.NullMarked;
