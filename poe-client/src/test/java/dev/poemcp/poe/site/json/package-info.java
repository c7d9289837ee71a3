@NullMarked
package dev.poemcp.poe.site.json;

import org.jspecify.annotations.NullMarked;
