package dev.poemcp.server.tools;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/** A message failed after it had opened a new chat, which stays, or in a conversation of this process. */
public final class LeftChatException extends PoeException {
    private static final long serialVersionUID = 1L;

    private final String chatCode;
    private final boolean inAccount;

    public LeftChatException(PoeFailure failure, Chat chat, Throwable cause) {
        super(failure, cause);
        this.chatCode = chat.chatCode();
        this.inAccount = chat.chatId() != null;
    }

    /** Whether the chat is at Poe, not only in this process. */
    public boolean isInAccount() {
        return inAccount;
    }

    public String chatCode() {
        return chatCode;
    }
}
