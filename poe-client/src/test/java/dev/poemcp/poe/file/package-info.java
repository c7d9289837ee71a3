@NullMarked
package dev.poemcp.poe.file;

import org.jspecify.annotations.NullMarked;
