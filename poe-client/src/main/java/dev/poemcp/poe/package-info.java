/**
 * What one can ask of Poe, by subject: {@link dev.poemcp.poe.Messages}, {@link dev.poemcp.poe.Chats},
 * {@link dev.poemcp.poe.Bots}, {@link dev.poemcp.poe.People}, {@link dev.poemcp.poe.Account}, all handed out by a
 * {@link dev.poemcp.poe.PoeClient}. Start reading there. Nothing in here knows how Poe is reached; that is
 * {@code dev.poemcp.poe.site}. Every method blocks, and an interrupt of the calling thread cancels it.
 */
@NullMarked
package dev.poemcp.poe;

import org.jspecify.annotations.NullMarked;
