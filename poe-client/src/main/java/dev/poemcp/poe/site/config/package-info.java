/** Configuration of a {@link dev.poemcp.poe.site.SiteClient}: base URL, credentials, limits. */
@NullMarked
package dev.poemcp.poe.site.config;

import org.jspecify.annotations.NullMarked;
