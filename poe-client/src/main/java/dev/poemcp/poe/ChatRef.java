package dev.poemcp.poe;

/** Identifies a chat by its number, its code, or both. */
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

    /**
     * Both, as operations on a chat return them. Where a caller gives both, an operation does nothing and fails with
     * {@link PoeFailure.InvalidRequest} if they name different chats.
     */
    record Full(long chatId, String chatCode) implements ChatRef {
        @Override
        public String toString() {
            return chatCode;
        }
    }
}
