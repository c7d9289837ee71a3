/** The proxy between this machine and the internet: which requests use it, and how it is shown who asks. */
@NullMarked
package dev.poemcp.poe.proxy;

import org.jspecify.annotations.NullMarked;
