package dev.poemcp.tool;

import org.jspecify.annotations.Nullable;

/** Arguments that identify a chat by {@code chat_id} or by {@code chat_code}; if both are given, they must agree. */
public interface NamesChat {
    String CHAT_ID = "Numeric chat ID.";
    String CHAT_CODE = "Chat code or poe.com/chat URL; alternative to chat_id.";

    @Nullable
    Long chatId();

    /** A chat code, or a {@code poe.com/chat/…} URL that ends with one. */
    @Nullable
    String chatCode();
}
