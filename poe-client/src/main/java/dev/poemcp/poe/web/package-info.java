/**
 * Files of the open web, for attachments and for the pictures of an answer. Whoever names the address may be hostile (a
 * model, a bot, a web page), so every address is judged on the connection itself, again after each redirect, and every
 * read is bounded in bytes and time. Knows nothing of Poe's site.
 */
@NullMarked
package dev.poemcp.poe.web;

import org.jspecify.annotations.NullMarked;
