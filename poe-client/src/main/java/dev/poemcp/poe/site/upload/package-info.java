/** File uploads: streamed, counted, and in the form that the site's build needs (docs/poe-protocol.md §3.3). */
@NullMarked
package dev.poemcp.poe.site.upload;

import org.jspecify.annotations.NullMarked;
