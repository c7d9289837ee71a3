/** Facts about bots and chats that are kept for a limited time, and the lookups that fill them. */
@NullMarked
package dev.poemcp.poe.site.cache;

import org.jspecify.annotations.NullMarked;
