/** Finds candidates for the formkey in the site's page; only a signed request shows which one is right. */
@NullMarked
package dev.poemcp.poe.site.formkey;

import org.jspecify.annotations.NullMarked;
