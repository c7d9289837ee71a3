/**
 * Poe by the account's way: the private protocol of the web site, with the account's cookies. Start at
 * {@link dev.poemcp.poe.site.SiteClient}, which puts the parts together; each subject of {@code dev.poemcp.poe} has one
 * class here. They ask through {@link dev.poemcp.poe.site.session.Site}, which knows how a question travels.
 */
@NullMarked
package dev.poemcp.poe.site;

import org.jspecify.annotations.NullMarked;
