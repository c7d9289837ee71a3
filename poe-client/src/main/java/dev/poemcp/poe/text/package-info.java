/** Texts for users, without knowledge of Poe. */
@NullMarked
package dev.poemcp.poe.text;

import org.jspecify.annotations.NullMarked;
