/** Reads HAR 1.2 files, the captures of network traffic that browsers save. Bounded whatever the file holds. */
@NullMarked
package dev.poemcp.poe.har;

import org.jspecify.annotations.NullMarked;
