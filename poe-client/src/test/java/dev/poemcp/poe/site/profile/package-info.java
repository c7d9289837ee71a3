@NullMarked
package dev.poemcp.poe.site.profile;

import org.jspecify.annotations.NullMarked;
