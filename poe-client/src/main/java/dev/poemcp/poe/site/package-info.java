/**
 * The client for the private protocol of the web site, with the account's cookies. Start at
 * {@link dev.poemcp.poe.site.SiteClient}, which creates the parts; each subject of {@code dev.poemcp.poe} has one class
 * here. They send requests through {@link dev.poemcp.poe.site.session.Site}.
 */
@NullMarked
package dev.poemcp.poe.site;

import org.jspecify.annotations.NullMarked;
