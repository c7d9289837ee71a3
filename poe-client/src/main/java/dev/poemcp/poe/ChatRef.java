package dev.poemcp.poe;

/** Identifies a chat by its number or its code. */
public sealed interface ChatRef {
    /** @param chatId Poe's number of the chat, as in {@link Chat#chatId()} */
    record ById(long chatId) implements ChatRef {
        @Override
        public String toString() {
            return Long.toString(chatId);
        }
    }

    /** @param chatCode the last part of a {@code poe.com/chat/…} URL: lower-case letters and digits */
    record ByCode(String chatCode) implements ChatRef {
        @Override
        public String toString() {
            return chatCode;
        }
    }
}
