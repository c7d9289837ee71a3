/**
 * One signed-in session with the site: GraphQL queries, pages, uploads and channel settings behind one interface. Start at
 * {@link dev.poemcp.poe.site.session.Site}.
 */
@NullMarked
package dev.poemcp.poe.site.session;

import org.jspecify.annotations.NullMarked;
