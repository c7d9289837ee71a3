/**
 * Poe as resources: what there is ({@link dev.poemcp.server.resources.ResourceCatalogue}), how it reads
 * ({@link dev.poemcp.server.resources.ResourceReader}) and when it changes
 * ({@link dev.poemcp.server.resources.ResourceWatch}). Knows Poe's client, not the protocol.
 */
@NullMarked
package dev.poemcp.server.resources;

import org.jspecify.annotations.NullMarked;
