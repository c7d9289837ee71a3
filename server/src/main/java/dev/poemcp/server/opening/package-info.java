/**
 * The first messages of a host, answered from results that the build prepared while the rest of the program loads.
 * Depends on nothing that takes long to load: no Jackson, SDK or logging, and no lambda, stream or regular expression,
 * the first of which takes the JVM 10 ms each.
 */
@NullMarked
package dev.poemcp.server.opening;

import org.jspecify.annotations.NullMarked;
