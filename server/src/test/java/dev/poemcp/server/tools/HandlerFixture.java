package dev.poemcp.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.poemcp.poe.Account;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.Models;
import dev.poemcp.poe.People;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import dev.poemcp.server.assembly.AllTools;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.policy.DeletionConfirmation;
import dev.poemcp.server.policy.files.AttachmentOpener;
import dev.poemcp.server.policy.files.FilePolicy;
import dev.poemcp.server.policy.points.Budget;
import dev.poemcp.server.policy.points.CostSubscription;
import dev.poemcp.server.policy.points.PointsLedger;
import dev.poemcp.server.settings.ConfirmPolicy;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.tools.api.CallContext.Answer;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.ToolDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs handlers with a mocked Poe, from plain arguments to a result that is validated against the published output
 * schema.
 */
public final class HandlerFixture implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    public static final Chat CHAT = new Chat(
            900000001L,
            "a1b2c3",
            "Frogs",
            URI.create("https://poe.com/chat/a1b2c3"),
            "Haiku",
            Instant.parse("2026-08-01T12:00:00Z"));

    public final Messages messages = mock(Messages.class);
    public final Chats chats = mock(Chats.class);
    public final Bots bots = mock(Bots.class);
    public final People people = mock(People.class);
    public final Account account = mock(Account.class);
    public final Points pointsHistory = mock(Points.class);
    public final Models models = mock(Models.class);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private ConfirmPolicy confirm = ConfirmPolicy.PURGE;
    /** The time that the handlers see, in nanoseconds. */
    public final AtomicLong nanoTime = new AtomicLong();

    /** Current listeners of the account's changes. */
    public final List<Consumer<Changes.Change>> listeners = new CopyOnWriteArrayList<>();

    private final PointsLedger points = new PointsLedger();
    private Budget budget = new Budget(null, null, points.of(Credentials.NONE));
    private CostSubscription costs = new CostSubscription(MockedPoe::new, budget.ledger());
    private RecordingContext caller = new RecordingContext(Answer.CANNOT_ASK);
    private Path folder = Path.of("/nonexistent");
    private @Nullable ChatArchive archive;

    public HandlerFixture confirming(ConfirmPolicy policy) {
        confirm = policy;
        return this;
    }

    /** @param total maximum that may be spent in total, in points */
    public HandlerFixture spendingAtMost(long total) {
        budget = new Budget(null, total, points.of(Credentials.NONE));
        costs = new CostSubscription(MockedPoe::new, budget.ledger());
        return this;
    }

    /** Sends a change to all listeners. */
    public void emit(Changes.Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    public HandlerFixture readingFrom(Path allowed) {
        folder = allowed;
        return this;
    }

    /** Uses a caller whose user gives that answer to every question. */
    public RecordingContext answering(Answer answer) {
        caller = new RecordingContext(answer);
        return caller;
    }

    public RecordingContext caller() {
        return caller;
    }

    /** Calls the tool as a host would; arguments alternate names and values. */
    public <A extends Record, R extends Record> R call(ToolDefinition<A, R> tool, Object... arguments) {
        Map<String, Object> given = new java.util.LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put((String) arguments[i], arguments[i + 1]);
        }
        A bound = new ArgumentValidator().bind(tool, given);
        R result = handler(tool).call(bound, caller);
        assertValid(tool, result);
        return result;
    }

    /** Same for a call that this server rejects. */
    public ToolException refusal(ErrorCode code, ToolDefinition<?, ?> tool, Object... arguments) {
        var refused = assertThrows(ToolException.class, () -> call(tool, arguments));
        assertEquals(code, refused.code(), refused::getMessage);
        return refused;
    }

    /** The archive that {@code search_chats} searches. */
    public HandlerFixture archive(ChatArchive configured) {
        archive = configured;
        return this;
    }

    /** Same for a call that fails at Poe. */
    public PoeFailure failure(ToolDefinition<?, ?> tool, Object... arguments) {
        return assertThrows(PoeException.class, () -> call(tool, arguments)).failure();
    }

    @SuppressWarnings("unchecked") // the definition found is the requested one
    private <A extends Record, R extends Record> ToolHandler<A, R> handler(ToolDefinition<A, R> tool) {
        var dependencies = new ToolDependencies(
                MockedPoe::new,
                Duration.ofSeconds(50),
                new DeletionConfirmation(confirm),
                budget,
                costs,
                new AttachmentOpener(
                        new FilePolicy(List.of(folder), folder, folder.resolve("credentials.json")),
                        () -> (url, maxBytes) -> {
                            throw new PoeException(new PoeFailure.FileRejected(url.toString(), "no web here."));
                        }),
                archive,
                workers,
                nanoTime::get);
        return AllTools.all(dependencies).stream()
                .filter(bound -> bound.definition().equals(tool))
                .map(bound -> (ToolHandler<A, R>) bound.handler())
                .findFirst()
                .orElseThrow();
    }

    private static void assertValid(ToolDefinition<?, ?> tool, Record result) {
        JsonNode schema = JSON.valueToTree(PublishedTool.of(tool, JSON).outputSchema());
        JsonNode json = JSON.valueToTree(result);
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json);
        assertEquals(List.of(), errors, () -> tool.name() + " returned " + json);
    }

    /** The result as a host gets it. */
    public static JsonNode json(Record result) {
        return JSON.valueToTree(result);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private final class MockedPoe implements PoeClient {
        @Override
        public void prepare() {}

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
            return bots;
        }

        @Override
        public People people() {
            return people;
        }

        @Override
        public Account account() {
            return account;
        }

        @Override
        public Changes changes() {
            return listener -> {
                listeners.add(listener);
                return () -> listeners.remove(listener);
            };
        }

        @Override
        public Points points() {
            return pointsHistory;
        }

        @Override
        public Models models() {
            return models;
        }

        @Override
        public List<Chat> conversations() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
