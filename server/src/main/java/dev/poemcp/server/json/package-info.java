/** JSON before Jackson is loaded. */
@NullMarked
package dev.poemcp.server.json;

import org.jspecify.annotations.NullMarked;
