/**
 * Sends the site's requests, and opens its realtime socket, in a page of the browser profile that {@code login} made
 * (docs/decisions/0019-requests-in-a-page.md). Start reading at {@code PageTransport}.
 */
@NullMarked
package dev.poemcp.poe.browser.page;

import org.jspecify.annotations.NullMarked;
