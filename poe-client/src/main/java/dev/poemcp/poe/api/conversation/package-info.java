/** Conversations with the official API: Poe keeps none, so this process does. */
@NullMarked
package dev.poemcp.poe.api.conversation;

import org.jspecify.annotations.NullMarked;
