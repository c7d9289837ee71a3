@NullMarked
package dev.poemcp.poe.site.script;

import org.jspecify.annotations.NullMarked;
