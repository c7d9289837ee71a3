/** Lenient readers: the site's JSON in, domain records out. Pure functions; every field may be missing. */
@NullMarked
package dev.poemcp.poe.site.json;

import org.jspecify.annotations.NullMarked;
