/**
 * The first messages of a host, answered from results that the build prepared while the rest of the program loads.
 * Depends on nothing that takes long to load: no Jackson, SDK or logging.
 */
@NullMarked
package dev.poemcp.server.opening;

import org.jspecify.annotations.NullMarked;
