/** Finds the formkey in the site's page: candidates only, for whether one is right only a signed read can tell. */
@NullMarked
package dev.poemcp.poe.site.formkey;

import org.jspecify.annotations.NullMarked;
