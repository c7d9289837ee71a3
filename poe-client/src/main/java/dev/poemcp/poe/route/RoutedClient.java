package dev.poemcp.poe.route;

import dev.poemcp.poe.Account;
import dev.poemcp.poe.AccountClient;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.Models;
import dev.poemcp.poe.People;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.api.ApiClient;
import java.util.List;

/**
 * A {@link PoeClient} on both ways: the account where its cookies are configured, else the official API where a key is.
 * What only one of them can do goes there, and fails with what to configure if that is missing.
 */
public final class RoutedClient implements PoeClient {
    private static final int MAX_CONVERSATIONS = 100;

    private final AccountClient account;
    private final ApiClient api;
    private final Configured configured;
    private final Messages messages;
    private final Chats chats;
    private final Bots bots;

    /** @param account also without cookies, to say that they are missing */
    public RoutedClient(AccountClient account, ApiClient api, Configured configured) {
        this.account = account;
        this.api = api;
        this.configured = configured;
        var prices = new CataloguePrices(api, configured);
        this.messages = new RoutedMessages(account.messages(), api.messages(), prices, configured);
        this.chats = new RoutedChats(account.chats(), api.chats(), configured);
        this.bots = configured.onlyKey() ? api.bots() : new PricedBots(account.bots(), prices);
    }

    /** Only the account: the official API needs nothing before its first request. */
    @Override
    public void prepare() {
        if (configured.account()) {
            account.prepare();
        }
    }

    @Override
    public Messages messages() {
        return messages;
    }

    @Override
    public Chats chats() {
        return chats;
    }

    @Override
    public Bots bots() {
        configured.requireAny();
        return bots;
    }

    @Override
    public People people() {
        return account.people();
    }

    @Override
    public Account account() {
        return account.account();
    }

    @Override
    public Changes changes() {
        return listener -> {
            if (configured.onlyKey()) {
                return api.changes().subscribe(listener);
            }
            var chats = account.changes().subscribe(listener);
            var conversations = api.changes().subscribe(listener);
            return () -> {
                conversations.close();
                chats.close();
            };
        };
    }

    @Override
    public Points points() {
        configured.requireAny();
        if (configured.onlyKey()) {
            return api.points();
        }
        return configured.apiKey() ? new RoutedPoints(account.points(), api.points()) : account.points();
    }

    @Override
    public Models models() {
        return api.models();
    }

    @Override
    public List<Chat> conversations() {
        return configured.account() && configured.apiKey()
                ? api.chats().history(MAX_CONVERSATIONS, null).items()
                : List.of();
    }

    @Override
    public void close() {
        try {
            account.close();
        } finally {
            api.close();
        }
    }
}
