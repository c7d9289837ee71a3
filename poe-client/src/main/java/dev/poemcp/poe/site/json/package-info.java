/** Lenient readers from the site's JSON to records. Pure functions; every field may be missing. */
@NullMarked
package dev.poemcp.poe.site.json;

import org.jspecify.annotations.NullMarked;
