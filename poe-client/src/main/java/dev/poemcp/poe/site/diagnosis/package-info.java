/** Checks every link between this program and the web site in order, with reads only. */
@NullMarked
package dev.poemcp.poe.site.diagnosis;

import org.jspecify.annotations.NullMarked;
