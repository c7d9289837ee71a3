/** The tools of the toolset models. */
@NullMarked
package dev.poemcp.tool.models;

import org.jspecify.annotations.NullMarked;
