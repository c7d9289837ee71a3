package dev.poemcp.tool;

import org.jspecify.annotations.Nullable;

/** Arguments that name a chat: by its number or by its code, one of the two. */
public interface NamesChat {
    String CHAT_ID = "Number of the chat.";
    String CHAT_CODE = "Or its code or URL.";

    @Nullable
    Long chatId();

    /** The code, or a {@code poe.com/chat/…} URL that ends in it. */
    @Nullable
    String chatCode();
}
