@NullMarked
package dev.poemcp.poe.site.capture;

import org.jspecify.annotations.NullMarked;
