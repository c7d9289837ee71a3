package dev.poemcp.tool;

import org.jspecify.annotations.Nullable;

/** Arguments that identify a chat by {@code chat_code} or by {@code chat_id}; if both are given, they must agree. */
public interface NamesChat {
    String CHAT_CODE = "Chat code or URL; this or chat_id.";
    String CHAT_ID = "Numeric ID.";

    /** A chat code, or a {@code poe.com/chat/…} URL that ends with one. */
    @Nullable
    String chatCode();

    @Nullable
    Long chatId();
}
