/** How updates change a reply: tables and sequences, no sockets. */
@NullMarked
package dev.poemcp.poe.site.reply;

import org.jspecify.annotations.NullMarked;
