/** Reads the data in the site's HTML pages. Fetches nothing itself. */
@NullMarked
package dev.poemcp.poe.site.page;

import org.jspecify.annotations.NullMarked;
