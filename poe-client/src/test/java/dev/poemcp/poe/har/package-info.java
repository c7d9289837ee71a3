@NullMarked
package dev.poemcp.poe.har;

import org.jspecify.annotations.NullMarked;
