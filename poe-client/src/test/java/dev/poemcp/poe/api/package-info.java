@NullMarked
package dev.poemcp.poe.api;

import org.jspecify.annotations.NullMarked;
