/** Reads the data in the site's HTML pages. Pure functions. */
@NullMarked
package dev.poemcp.poe.site.page;

import org.jspecify.annotations.NullMarked;
