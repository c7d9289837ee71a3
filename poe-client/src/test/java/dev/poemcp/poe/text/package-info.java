@NullMarked
package dev.poemcp.poe.text;

import org.jspecify.annotations.NullMarked;
