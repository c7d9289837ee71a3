/**
 * An archive of the account's chats in a folder: one file per chat, their attachments, and a manifest of what is saved.
 * Knows nothing of the command line, and of Poe only {@code Chats} and {@code WebFiles}.
 */
@NullMarked
package dev.poemcp.server.export;

import org.jspecify.annotations.NullMarked;
