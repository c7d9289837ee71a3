/** One client for both ways to Poe: chooses between the account and the official API. */
@NullMarked
package dev.poemcp.poe.route;

import org.jspecify.annotations.NullMarked;
