package dev.poemcp.poe.api;

import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Changes;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.Models;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.api.conversation.ConversationStore;
import java.time.Clock;
import java.util.Map;

/**
 * A client of the official API. Without a key only the catalogue can be read. Creating it uses no network. Thread-safe.
 */
public final class ApiClient implements AutoCloseable {
    private final ApiHttp http;
    private final Catalogue catalogue;
    private final ModelFinder models;
    private final Points points;
    private final CostLookup costs;
    private final RunningReplies running;
    private final ConversationChanges changes = new ConversationChanges();
    private final Messages messages;
    private final Chats chats;

    /** @param store conversations of this process */
    public ApiClient(ApiConfig config, ConversationStore store) {
        this(config, store, Clock.systemUTC());
    }

    ApiClient(ApiConfig config, ConversationStore store, Clock clock) {
        this.http = new ApiHttp(config, clock);
        this.catalogue = new Catalogue(http, clock);
        this.models = new ModelFinder(catalogue);
        this.points = new ApiPoints(http);
        this.costs = new CostLookup(points, clock, CostLookup.newThread());
        Conversations conversations = new Conversations(store, Owner.of(config.key()), changes);
        this.running = new RunningReplies(conversations, costs, System::nanoTime);
        this.messages = new ApiMessages(
                conversations,
                running,
                models,
                new FileParts(new ApiUploader(http, config)::upload),
                new ReplyStreams(http),
                clock);
        this.chats = new ApiChats(conversations, running);
    }

    public Messages messages() {
        return messages;
    }

    /** Conversations of this process. */
    public Chats chats() {
        return chats;
    }

    public Bots bots() {
        return new ApiBots(catalogue);
    }

    public Points points() {
        return points;
    }

    /** Of the conversations. */
    public Changes changes() {
        return changes;
    }

    public Models models() {
        return catalogue;
    }

    /** Whether the chat is a conversation of this process rather than a chat of an account. */
    public static boolean isConversation(ChatRef chat) {
        return Conversations.code(chat).isPresent();
    }

    /**
     * The catalogue's price of a message whose length is not known, e.g. in a chat of an account: fixed, or of a whole
     * context window.
     */
    public Quote quoteWholeContext(String handle) {
        return Prices.quote(models.find(handle), Long.MAX_VALUE, Map.of());
    }

    /** Stops the bots that are still answering. */
    @Override
    public void close() {
        running.close();
        costs.close();
        http.close();
    }
}
