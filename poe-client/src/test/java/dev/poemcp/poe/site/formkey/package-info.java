@NullMarked
package dev.poemcp.poe.site.formkey;

import org.jspecify.annotations.NullMarked;
