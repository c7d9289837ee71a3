/** The account's cookies, and how a signed request carries files. */
@NullMarked
package dev.poemcp.poe.site.http;

import org.jspecify.annotations.NullMarked;
