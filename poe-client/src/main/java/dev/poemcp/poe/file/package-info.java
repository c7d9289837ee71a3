/** Files of the user, without knowledge of Poe. */
@NullMarked
package dev.poemcp.poe.file;

import org.jspecify.annotations.NullMarked;
