package dev.poemcp.poe.route;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.api.ApiClient;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages by the account or by the API key: the key continues its own conversations, takes parameters, and serves new
 * chats where the account's way is broken.
 */
final class RoutedMessages implements Messages {
    private static final Logger log = LoggerFactory.getLogger(RoutedMessages.class);

    private final Messages account;
    private final Messages api;
    private final CataloguePrices prices;
    private final Configured configured;

    RoutedMessages(Messages account, Messages api, CataloguePrices prices, Configured configured) {
        this.account = account;
        this.api = api;
        this.prices = prices;
        this.configured = configured;
    }

    @Override
    public Quote quote(NewMessage message) {
        return goesByKey(message)
                ? api.quote(message)
                : orByKey(message, () -> priced(account.quote(message)), () -> api.quote(message));
    }

    private Quote priced(Quote quote) {
        return quote.points() == null ? prices.quote(quote.bot()) : quote;
    }

    @Override
    public Quote quoteRetry(ChatRef chat) {
        Quote quote = of(chat).quoteRetry(chat);
        return ApiClient.isConversation(chat) ? quote : priced(quote);
    }

    @Override
    public LiveReply send(NewMessage message) {
        return goesByKey(message)
                ? sendByKey(message)
                : orByKey(message, () -> account.send(message), () -> sendByKey(message));
    }

    private boolean goesByKey(NewMessage message) {
        configured.requireAny();
        ChatRef chat = message.chat();
        if (chat != null && ApiClient.isConversation(chat)) {
            return true;
        }
        if (message.parameters().isEmpty()) {
            return configured.onlyKey() && chat == null;
        }
        if (!configured.apiKey()) {
            throw new PoeException(new PoeFailure.NotConfigured(
                    "The argument parameters needs an API key, and POE_API_KEY is not set.", "POE_API_KEY"));
        }
        if (chat != null) {
            throw new PoeException(new PoeFailure.InvalidRequest("The argument parameters goes by the API key, which"
                    + " cannot continue the account's chat " + chat + "; nothing was sent."));
        }
        return true;
    }

    /** Takes the API if the account's way is broken and did nothing. */
    private <T> T orByKey(NewMessage message, Supplier<T> byAccount, Supplier<T> byKey) {
        try {
            return byAccount.get();
        } catch (PoeException e) {
            boolean canTakeKey = configured.apiKey() && message.chat() == null && message.bot() != null;
            if (!isBroken(e.failure()) || e.failure().spend() != Spend.NONE || !canTakeKey) {
                throw e;
            }
            log.warn("Poe's site cannot be used ({}); the API key is used instead.", e.getMessage());
            return byKey.get();
        }
    }

    /** Whether the site's private interface has changed. */
    static boolean isBroken(PoeFailure failure) {
        return failure instanceof PoeFailure.QueryOutdated || failure instanceof PoeFailure.FormkeyUnavailable;
    }

    /** The limit may have been checked against the price of the other way, or of another text. */
    private LiveReply sendByKey(NewMessage message) {
        OptionalLong reserved = message.reservedPoints();
        if (reserved.isPresent()) {
            Quote quote = api.quote(message);
            Long points = quote.points();
            if (points == null || points > reserved.getAsLong()) {
                throw new PoeException(new PoeFailure.InvalidRequest("By the API key this message to " + quote.bot()
                        + " might cost " + (points == null ? "any number of" : "up to " + points)
                        + " points, and the limit was checked for " + reserved.getAsLong() + "; nothing was sent."));
            }
        }
        return api.send(message);
    }

    @Override
    public LiveReply retry(ChatRef chat, OptionalLong ownLimit) {
        return of(chat).retry(chat, ownLimit);
    }

    private Messages of(ChatRef chat) {
        configured.requireAny();
        return ApiClient.isConversation(chat) ? api : account;
    }

    @Override
    public LiveReply follow(ChatRef chat, @Nullable Long messageId) {
        return of(chat).follow(chat, messageId);
    }

    @Override
    public Cancellation cancel(ChatRef chat) {
        return of(chat).cancel(chat);
    }

    @Override
    public String delete(ChatRef chat, List<Long> messageIds) {
        return of(chat).delete(chat, messageIds);
    }

    @Override
    public Share share(ChatRef chat, List<Long> messageIds) {
        return of(chat).share(chat, messageIds);
    }

    @Override
    public @Nullable Long costPoints(String messageCode) {
        return account.costPoints(messageCode);
    }

    @Override
    public List<PreviewApp> previewApps(long messageId) {
        return account.previewApps(messageId);
    }
}
