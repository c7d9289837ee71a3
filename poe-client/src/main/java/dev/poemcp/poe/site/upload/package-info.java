/** Files on their way to Poe: streamed, counted, and in the form that the site's build wants (protocol reference 3.3). */
@NullMarked
package dev.poemcp.poe.site.upload;

import org.jspecify.annotations.NullMarked;
