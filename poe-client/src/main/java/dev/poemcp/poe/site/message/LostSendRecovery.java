package dev.poemcp.poe.site.message;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.ChatNode;
import dev.poemcp.poe.site.json.MessageNode;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.PendingSend;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether Poe accepted a message after its response was lost (docs/poe-protocol.md §8.2): by the message's
 * echo on the channel, or by reading the chats where it would be. The nonce identifies the message.
 */
final class LostSendRecovery {
    private static final Logger log = LoggerFactory.getLogger(LostSendRecovery.class);
    private static final int HISTORY = 10;
    private static final int CHATS_READ = 3;
    private static final int ROUNDS = 2;
    private static final Duration ECHO_WAIT = Duration.ofSeconds(1);

    private final Site site;
    private final ChatCache chats;

    LostSendRecovery(Site site, ChatCache chats) {
        this.site = site;
        this.chats = chats;
    }

    /**
     * @param text of the message
     * @param chat null if the message opens a chat
     * @param mayBePending whether to wait for the echo and search again
     */
    LostSendResult find(PendingSend message, String text, @Nullable ChatRef chat, boolean mayBePending)
            throws InterruptedException {
        boolean complete = false;
        for (int round = 1; round <= ROUNDS; round++) {
            Optional<AcceptedMessage> echoed = message.echoed().flatMap(this::fromEcho);
            if (echoed.isPresent()) {
                return LostSendResult.found(echoed.get());
            }
            Optional<List<ChatRef>> candidates = candidates(chat);
            complete = candidates.filter(chats -> !chats.isEmpty()).isPresent();
            for (ChatRef candidate : candidates.orElse(List.of())) {
                LostSendResult result = search(candidate, message.clientNonce(), text);
                if (result.accepted().isPresent()) {
                    return result;
                }
                complete &= result.complete();
            }
            if (!mayBePending) {
                break;
            }
            // Poe may still be executing the request, so the message may appear a moment later.
            awaitEcho(message);
        }
        Optional<AcceptedMessage> echoed = message.echoed().flatMap(this::fromEcho);
        // An echo proves that the message exists, even if its chat cannot be read.
        return echoed.isPresent()
                ? LostSendResult.found(echoed.get())
                : LostSendResult.notSeen(complete && message.echoed().isEmpty());
    }

    /**
     * Whether no message on the page can be ours. Not every query selects nonces; a message without one may be ours if
     * it has the same text.
     */
    private static boolean rulesOut(ChatCache.ChatMessages page, String text) {
        return !page.messages().isEmpty()
                && page.messages().stream()
                        .filter(message -> message.author() == MessageNode.Author.HUMAN)
                        .filter(message -> message.clientNonce() == null
                                || message.clientNonce().isEmpty())
                        .noneMatch(message -> message.text().strip().equals(text.strip()));
    }

    private static void awaitEcho(PendingSend message) throws InterruptedException {
        try {
            message.echo().get(ECHO_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException none) {
            log.debug("The message has not come back on the channel.");
        }
    }

    private Optional<AcceptedMessage> fromEcho(PendingSend.Echo echo) {
        try {
            return search(chats.newest(new ChatRef.ById(echo.chatId())), echo.messageId(), "");
        } catch (PoeException unreadable) {
            log.debug("The chat of the echo could not be read: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** The chats where the message would be; empty if they cannot be read. */
    private Optional<List<ChatRef>> candidates(@Nullable ChatRef chat) {
        if (chat != null) {
            return Optional.of(List.of(chat));
        }
        try {
            return site.ask(Operation.CHAT_HISTORY, Map.of("count", HISTORY), ChatNode::history)
                    .map(history -> history.items().stream()
                            .limit(CHATS_READ)
                            .map(node -> chats.read(node).ref())
                            .toList());
        } catch (PoeException unreadable) {
            log.debug("The history could not be read: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    private LostSendResult search(ChatRef chat, String nonce, String text) {
        try {
            ChatCache.ChatMessages page = chats.newest(chat);
            return search(page, 0, nonce)
                    .map(LostSendResult::found)
                    .orElseGet(() -> LostSendResult.notSeen(rulesOut(page, text)));
        } catch (PoeException unreadable) {
            log.debug("Chat {} could not be read: {}", chat, unreadable.getMessage());
            return LostSendResult.notSeen(false);
        }
    }

    private static Optional<AcceptedMessage> search(ChatCache.ChatMessages page, long userMessageId, String nonce) {
        AcceptedMessage found = null;
        for (MessageNode message : page.messages()) {
            boolean ours =
                    userMessageId != 0 ? message.messageId() == userMessageId : nonce.equals(message.clientNonce());
            if (ours) {
                found = new AcceptedMessage(page.chat(), message.messageId(), 0, 0);
            } else if (found != null && found.replyId() == 0 && message.fromBot()) {
                found = new AcceptedMessage(found.chat(), found.userMessageId(), message.messageId(), message.jobId());
            }
        }
        // The echo is sufficient proof, even if the page does not contain the message.
        return found == null && userMessageId != 0
                ? Optional.of(new AcceptedMessage(page.chat(), userMessageId, 0, 0))
                : Optional.ofNullable(found);
    }
}
