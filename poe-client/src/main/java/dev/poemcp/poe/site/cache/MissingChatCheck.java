package dev.poemcp.poe.site.cache;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.function.Supplier;

/**
 * Distinguishes a missing chat from an outdated query: the site reports the same error for both (docs/poe-protocol.md
 * §3.5), so after a refusal the chat itself is read.
 */
public final class MissingChatCheck {
    private final ChatCache chats;

    public MissingChatCheck(ChatCache chats) {
        this.chats = chats;
    }

    /**
     * Runs the request once.
     *
     * @throws PoeException {@link PoeFailure.NotFound} if there is no such chat; otherwise what {@code request} threw
     */
    public <T> T toldApart(ChatRef chat, Supplier<T> request) {
        try {
            return request.get();
        } catch (PoeException refused) {
            if (mayBeMissing(refused.failure())) {
                throwIfMissing(chat, refused);
            }
            throw refused;
        }
    }

    private static boolean mayBeMissing(PoeFailure failure) {
        return failure instanceof PoeFailure.QueryOutdated
                || failure instanceof PoeFailure.UnexpectedResponse
                || failure instanceof PoeFailure.MessageFailed;
    }

    /** Throws NotFound if there is no such chat; otherwise returns, because the first failure says more. */
    private void throwIfMissing(ChatRef chat, PoeException refused) {
        try {
            chats.newest(chat);
        } catch (PoeException readFailure) {
            readFailure.addSuppressed(refused);
            if (readFailure.failure() instanceof PoeFailure.NotFound) {
                throw readFailure;
            }
            if (readFailure.failure() instanceof PoeFailure.Cancelled) {
                // Keeps the possible cost of the first request.
                throw new PoeException(
                        readFailure.failure().withSpend(refused.failure().spend()), readFailure);
            }
            refused.addSuppressed(readFailure);
        }
    }
}
