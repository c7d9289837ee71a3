@NullMarked
package dev.poemcp.poe.site;

import org.jspecify.annotations.NullMarked;
