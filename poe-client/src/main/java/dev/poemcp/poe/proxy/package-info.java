/** The proxy between this machine and the internet: which requests use it, and its authentication. */
@NullMarked
package dev.poemcp.poe.proxy;

import org.jspecify.annotations.NullMarked;
