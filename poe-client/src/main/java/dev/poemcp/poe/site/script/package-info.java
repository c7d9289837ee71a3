/** What the site's own scripts tell about its operations, and which scripts those are. */
@NullMarked
package dev.poemcp.poe.site.script;

import org.jspecify.annotations.NullMarked;
