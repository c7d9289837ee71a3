@NullMarked
package dev.poemcp.poe.site.http;

import org.jspecify.annotations.NullMarked;
