@NullMarked
package dev.poemcp.poe.site.session;

import org.jspecify.annotations.NullMarked;
