@NullMarked
package dev.poemcp.server;

import org.jspecify.annotations.NullMarked;
