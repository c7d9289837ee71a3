package dev.poemcp.poe.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of the emulator, in every phase, for every operation that writes. Whatever the response, no operation
 * that creates or deletes something is executed twice, and no failure says that nothing was spent if a message was
 * accepted.
 */
@Execution(ExecutionMode.CONCURRENT)
class WriteFaultsIT {
    /** The cases mostly wait, so several emulators run at once, each with one case at a time. */
    private static final int SITES = 8;

    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(20);
    private static final ExecutorService WORKERS = Executors.newFixedThreadPool(SITES);

    /** Idempotent operations are repeated at most twice. */
    private static final int MAX_REPEATABLE = 3;

    @AfterAll
    static void close() {
        WORKERS.shutdownNow();
    }

    /** An operation that writes, as a call of the client. */
    private enum WriteOperation {
        NEW_CHAT("sendMessage", (client, fixture) -> client.messages().send(message(null))),
        OLD_CHAT("sendMessage", (client, fixture) -> client.messages().send(message(fixture.chat()))),
        RETRY("regenerate", (client, fixture) -> client.messages().retry(fixture.ref(), OptionalLong.empty())),
        CLEAR_CONTEXT("clearContext", 1, (client, fixture) -> client.chats().clearContext(fixture.ref())),
        SHARE("shareMessages", 1, (client, fixture) -> client.messages().share(fixture.ref(), fixture.messageIds())),
        IMPORT(
                "importChat",
                1,
                (client, fixture) -> client.chats()
                        .importShared(client.messages()
                                .share(fixture.ref(), fixture.messageIds())
                                .code())),
        PREVIEWS("sharePreview", 1, (client, fixture) -> client.messages().previewApps(fixture.messageId())),
        DELETE_MESSAGES(
                "deleteMessages",
                1,
                (client, fixture) -> client.messages().delete(fixture.ref(), fixture.messageIds())),
        DELETE_CHAT("deleteChat", 1, (client, fixture) -> client.chats().delete(fixture.ref())),
        PURGE("purge", 1, (client, fixture) -> client.account().purgeAllChats()),
        CANCEL("cancel", MAX_REPEATABLE, (client, fixture) -> {
            client.messages()
                    .send(new NewMessage("two", "Long", fixture.ref(), List.of()))
                    .close();
            client.messages().cancel(fixture.ref());
        }),
        SET_TITLE(
                "setTitle", MAX_REPEATABLE, (client, fixture) -> client.chats().setTitle(fixture.ref(), "three")),
        SET_CONTEXT_OPTIMIZATION(
                "setContextOptimization",
                MAX_REPEATABLE,
                (client, fixture) -> client.chats().setContextOptimization(fixture.ref(), true)),
        SET_DEFAULT_BOT(
                "setDefaultBot",
                MAX_REPEATABLE,
                (client, fixture) -> client.account()
                        .setDefaultBot(client.bots().get("Haiku").number())),
        SET_POINT_LIMIT(
                "setDefaultPointLimit",
                MAX_REPEATABLE,
                (client, fixture) -> client.account().setDefaultPointLimit(500)),
        FOLLOW(
                "setFollow",
                MAX_REPEATABLE,
                (client, fixture) -> client.people()
                        .setFollowing(
                                client.people()
                                        .search("", 1, null)
                                        .items()
                                        .get(0)
                                        .userId(),
                                true));

        private final String key;
        private final int maxExecutions;
        private final boolean costs;

        @SuppressWarnings("ImmutableEnumChecker") // a test case, never changed
        private final Action action;

        WriteOperation(String key, int maxExecutions, VoidAction action) {
            this.key = key;
            this.maxExecutions = maxExecutions;
            this.costs = false;
            this.action = (client, fixture) -> {
                action.run(client, fixture);
                return null;
            };
        }

        /** A message that costs points. */
        WriteOperation(String key, SendAction action) {
            this.key = key;
            this.maxExecutions = 1;
            this.costs = true;
            this.action = (client, fixture) -> {
                try (var reply = action.run(client, fixture)) {
                    return reply.await(REPLY_TIMEOUT, update -> {});
                }
            };
        }

        private static NewMessage message(@Nullable Chat chat) {
            return new NewMessage("two", "Haiku", chat == null ? null : chat.ref(), List.of());
        }
    }

    @FunctionalInterface
    private interface Action {
        /** Returns the reply of an operation that has one. */
        @Nullable
        Reply run(SiteClient client, Fixture fixture);
    }

    @FunctionalInterface
    private interface VoidAction {
        void run(SiteClient client, Fixture fixture);
    }

    @FunctionalInterface
    private interface SendAction {
        LiveReply run(SiteClient client, Fixture fixture);
    }

    /** A chat with one message and one reply, created for each case. */
    private record Fixture(Chat chat, long messageId) {
        ChatRef ref() {
            return chat.ref();
        }

        List<Long> messageIds() {
            return List.of(messageId);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyFaultInAnyPhase_executesAtMostOnceAndReportsSpend(WriteOperation operation) throws Exception {
        List<FaultCase> cases = FaultCase.all();
        Queue<FaultCase> waiting = new ArrayDeque<>(cases);
        List<CompletableFuture<List<String>>> sites = new ArrayList<>();
        for (int i = 0; i < SITES; i++) {
            sites.add(CompletableFuture.supplyAsync(() -> runCases(operation, waiting), WORKERS));
        }
        List<String> problems = new ArrayList<>();
        for (CompletableFuture<List<String>> site : sites) {
            problems.addAll(site.get());
        }

        assertTrue(cases.size() > 80, "the emulator has fewer faults than before");
        assertEquals(List.of(), problems, problems.size() + " of " + cases.size() + " cases");
    }

    private static List<String> runCases(WriteOperation operation, Queue<FaultCase> waiting) {
        List<String> problems = new ArrayList<>();
        // This build accepts several queries for a message, so a second one would be executed, too.
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.JULY_2025))) {
            poe.bot("Haiku").says("old ", "pond");
            poe.bot("Long").says("one").thenStalls();
            for (Optional<FaultCase> next = next(waiting); next.isPresent(); next = next(waiting)) {
                FaultCase fault = next.get();
                runCase(poe, operation, fault).ifPresent(why -> problems.add(fault + ": " + why));
            }
        }
        return problems;
    }

    private static Optional<FaultCase> next(Queue<FaultCase> waiting) {
        synchronized (waiting) {
            return Optional.ofNullable(waiting.poll());
        }
    }

    /** What was problems, or empty. */
    private static Optional<String> runCase(PoeEmulator poe, WriteOperation operation, FaultCase fault) {
        try (var client = client(poe)) {
            Fixture fixture = fixture(client);
            poe.requests().clear();
            poe.faults().on(operation.key, fault.fault());
            PoeFailure failure = null;
            Reply reply = null;
            try {
                reply = operation.action.run(client, fixture);
            } catch (PoeException failed) {
                failure = failed.failure();
            }
            if (poe.faults().waiting() > 0) {
                return Optional.of("the fault did not occur");
            }
            return check(operation, poe.requests().executions(operation.key), reply, failure);
        }
    }

    private static Optional<String> check(
            WriteOperation operation, int executions, @Nullable Reply reply, @Nullable PoeFailure failure) {
        if (executions > operation.maxExecutions) {
            return Optional.of("executed " + executions + " times");
        }
        if (operation.costs && executions > 0 && failure != null && failure.spend() == Spend.NONE) {
            return Optional.of("executed, but reported to cost nothing: " + failure);
        }
        if (operation.costs
                && failure == null
                && (reply == null || !reply.text().equals("old pond"))) {
            return Optional.of("accepted, but the reply is " + reply);
        }
        return Optional.empty();
    }

    private static Fixture fixture(SiteClient client) {
        try (var reply = client.messages().send(new NewMessage("one", "Haiku", null, List.of()))) {
            Reply ended = reply.await(REPLY_TIMEOUT, update -> {});
            Long messageId = ended.messageId();
            if (messageId == null) {
                throw new IllegalStateException("No answer: " + ended);
            }
            return new Fixture(ended.chat(), messageId);
        }
    }

    private static SiteClient client(PoeEmulator poe) {
        return new SiteClient(EmulatedPoe.config(poe, true)
                .withLimits(EmulatedPoe.HURRIED
                        .withAnswer(Duration.ofSeconds(3))
                        .withSend(Duration.ofSeconds(3))
                        .withSilence(Duration.ofMillis(500), Duration.ofMillis(200))
                        .withExtras(Duration.ofMillis(100))));
    }
}
