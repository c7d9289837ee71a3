/**
 * Full-text search in messages: an index in a folder, and queries on it. Knows the chats and messages of Poe's client, but
 * not where they come from or who keeps the folder.
 */
@NullMarked
package dev.poemcp.server.search;

import org.jspecify.annotations.NullMarked;
