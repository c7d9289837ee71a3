/**
 * Poe's data as resources: the list ({@link dev.poemcp.server.resources.ResourceCatalog}), the content ({@link
 * dev.poemcp.server.resources.ResourceReader}) and changes ({@link dev.poemcp.server.resources.ResourceWatch}). Uses
 * Poe's client; independent of the protocol.
 */
@NullMarked
package dev.poemcp.server.resources;

import org.jspecify.annotations.NullMarked;
