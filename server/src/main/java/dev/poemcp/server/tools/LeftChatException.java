package dev.poemcp.server.tools;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/** A message failed after it had opened a new chat, which stays in the account. */
public final class LeftChatException extends PoeException {
    private static final long serialVersionUID = 1L;

    private final String chatCode;

    public LeftChatException(PoeFailure failure, Chat chat, Throwable cause) {
        super(failure, cause);
        this.chatCode = chat.chatCode();
    }

    public String chatCode() {
        return chatCode;
    }
}
