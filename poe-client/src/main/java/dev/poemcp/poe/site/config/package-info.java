/** What a {@link dev.poemcp.poe.site.SiteClient} is told when it is made: where Poe is, who we are, how long to wait. */
@NullMarked
package dev.poemcp.poe.site.config;

import org.jspecify.annotations.NullMarked;
