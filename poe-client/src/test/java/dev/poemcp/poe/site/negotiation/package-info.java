@NullMarked
package dev.poemcp.poe.site.negotiation;

import org.jspecify.annotations.NullMarked;
