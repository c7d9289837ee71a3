/** What a diagnosis of the way to Poe reports. */
@NullMarked
package dev.poemcp.poe.diagnosis;

import org.jspecify.annotations.NullMarked;
