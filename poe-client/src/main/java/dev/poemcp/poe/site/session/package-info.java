/**
 * One signed-in session with the site: which build it is, how a question is signed and sent, what its answer or its
 * failure means, and the few facts that are remembered. Start at {@link dev.poemcp.poe.site.session.Site}.
 */
@NullMarked
package dev.poemcp.poe.site.session;

import org.jspecify.annotations.NullMarked;
