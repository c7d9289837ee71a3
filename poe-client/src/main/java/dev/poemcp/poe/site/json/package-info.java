/** Lenient readers from the site's JSON to domain records. Pure functions; every field may be missing. */
@NullMarked
package dev.poemcp.poe.site.json;

import org.jspecify.annotations.NullMarked;
