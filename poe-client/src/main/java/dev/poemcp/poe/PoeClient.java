package dev.poemcp.poe;

import java.util.List;

/**
 * All that can be asked of Poe with the credentials at hand: the account's cookies, a key of the official API, both or
 * neither. What needs missing credentials fails with {@link PoeFailure.NotConfigured}.
 */
public interface PoeClient extends AccountClient {
    Models models();

    /**
     * Conversations with the official API that are kept beside the chats of an account, newest first. Empty without an
     * account: {@link Chats#history} has them then.
     */
    List<Chat> conversations();
}
