/**
 * The API of the client, by subject: {@link dev.poemcp.poe.Messages}, {@link dev.poemcp.poe.Chats},
 * {@link dev.poemcp.poe.Bots}, {@link dev.poemcp.poe.People}, {@link dev.poemcp.poe.Account}, all obtained from a
 * {@link dev.poemcp.poe.PoeClient}; start there. The implementation is {@code dev.poemcp.poe.site}. Every method
 * blocks, and an interrupt of the calling thread cancels it.
 */
@NullMarked
package dev.poemcp.poe;

import org.jspecify.annotations.NullMarked;
