@NullMarked
package dev.poemcp.poe.site.page;

import org.jspecify.annotations.NullMarked;
