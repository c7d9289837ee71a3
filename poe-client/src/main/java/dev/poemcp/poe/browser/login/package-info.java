/** Signing in to the site in the user's own browser, and what its traffic shows meanwhile. */
@NullMarked
package dev.poemcp.poe.browser.login;

import org.jspecify.annotations.NullMarked;
