/** Handlers of the toolset models. */
@NullMarked
package dev.poemcp.server.tools.models;

import org.jspecify.annotations.NullMarked;
