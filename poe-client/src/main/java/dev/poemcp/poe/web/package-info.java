/**
 * Files from the web, for attachments and for the pictures of a reply. The source of a URL may be hostile (a model, a
 * bot, a web page), so every address is checked on the connection itself, again after each redirect, and every read is
 * bounded in bytes and time. Independent of Poe's site.
 */
@NullMarked
package dev.poemcp.poe.web;

import org.jspecify.annotations.NullMarked;
