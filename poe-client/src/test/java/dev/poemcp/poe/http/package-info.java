@NullMarked
package dev.poemcp.poe.http;

import org.jspecify.annotations.NullMarked;
