/** Which requests use the proxy. */
@NullMarked
package dev.poemcp.poe.proxy;

import org.jspecify.annotations.NullMarked;
