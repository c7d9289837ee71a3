package dev.poemcp.poe.site.cache;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.function.Supplier;

/**
 * Tells a chat that is not there from a query that is outdated: the site has the same words for both
 * (docs/poe-protocol.md §3.5), so what it refused is followed by a look at the chat.
 */
public final class MissingChatCheck {
    private final ChatDirectory chats;

    public MissingChatCheck(ChatDirectory chats) {
        this.chats = chats;
    }

    /**
     * Asks once.
     *
     * @throws PoeException {@link PoeFailure.NotFound} when there is no such chat; else what {@code request} threw
     */
    public <T> T toldApart(ChatRef chat, Supplier<T> request) {
        try {
            return request.get();
        } catch (PoeException refused) {
            if (mayBeMissing(refused.failure())) {
                look(chat, refused);
            }
            throw refused;
        }
    }

    private static boolean mayBeMissing(PoeFailure failure) {
        return failure instanceof PoeFailure.QueryOutdated
                || failure instanceof PoeFailure.UnexpectedResponse
                || failure instanceof PoeFailure.MessageFailed;
    }

    /** Throws that there is no such chat, when that is so; else nothing, the first failure being the better one. */
    private void look(ChatRef chat, PoeException refused) {
        try {
            chats.newest(chat);
        } catch (PoeException second) {
            second.addSuppressed(refused);
            if (second.failure() instanceof PoeFailure.NotFound) {
                throw second;
            }
            if (second.failure() instanceof PoeFailure.Cancelled) {
                // What the first request may have cost is not undone by the caller's going.
                throw new PoeException(
                        second.failure().withSpend(refused.failure().spend()), second);
            }
            refused.addSuppressed(second);
        }
    }
}
