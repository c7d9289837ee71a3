/** What the site's HTML pages hold besides what they show. Pure text in, facts out. */
@NullMarked
package dev.poemcp.poe.site.page;

import org.jspecify.annotations.NullMarked;
