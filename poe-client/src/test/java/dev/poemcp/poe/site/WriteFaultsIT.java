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

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ExecutorService POOL = Executors.newFixedThreadPool(SITES);

    /** Idempotent operations are repeated at most twice. */
    private static final int REPEATED = 3;

    @AfterAll
    static void close() {
        POOL.shutdownNow();
    }

    /** An operation that writes, as a call of the client. */
    private enum Written {
        NEW_CHAT("sendMessage", (client, given) -> client.messages().send(message(null))),
        OLD_CHAT("sendMessage", (client, given) -> client.messages().send(message(given.chat()))),
        RETRY("regenerate", (client, given) -> client.messages().retry(given.ref())),
        CLEAR_CONTEXT("clearContext", 1, (client, given) -> client.chats().clearContext(given.ref())),
        SHARE("shareMessages", 1, (client, given) -> client.messages().share(given.ref(), given.messageIds())),
        IMPORT(
                "importChat",
                1,
                (client, given) -> client.chats()
                        .importShared(client.messages()
                                .share(given.ref(), given.messageIds())
                                .code())),
        PREVIEWS("sharePreview", 1, (client, given) -> client.messages().previewApps(given.messageId())),
        DELETE_MESSAGES(
                "deleteMessages", 1, (client, given) -> client.messages().delete(given.ref(), given.messageIds())),
        DELETE_CHAT("deleteChat", 1, (client, given) -> client.chats().delete(given.ref())),
        PURGE("purge", 1, (client, given) -> client.account().purgeAllChats()),
        CANCEL("cancel", REPEATED, (client, given) -> client.messages().cancel(given.ref())),
        SET_TITLE("setTitle", REPEATED, (client, given) -> client.chats().setTitle(given.ref(), "three")),
        SET_CONTEXT_OPTIMIZATION(
                "setContextOptimization",
                REPEATED,
                (client, given) -> client.chats().setContextOptimization(given.ref(), true)),
        SET_DEFAULT_BOT(
                "setDefaultBot",
                REPEATED,
                (client, given) -> client.account()
                        .setDefaultBot(client.bots().get("Haiku").botId())),
        SET_POINT_LIMIT(
                "setDefaultPointLimit",
                REPEATED,
                (client, given) -> client.account().setDefaultPointLimit(500)),
        FOLLOW(
                "setFollow",
                REPEATED,
                (client, given) -> client.people()
                        .setFollowing(
                                client.people()
                                        .search("", 1, null)
                                        .items()
                                        .get(0)
                                        .userId(),
                                true));

        private final String operation;
        private final int maxExecutions;
        private final boolean costs;

        @SuppressWarnings("ImmutableEnumChecker") // a test case, never changed
        private final Asking act;

        Written(String operation, int maxExecutions, Doing act) {
            this.operation = operation;
            this.maxExecutions = maxExecutions;
            this.costs = false;
            this.act = (client, given) -> {
                act.on(client, given);
                return null;
            };
        }

        /** A message that costs points. */
        Written(String operation, Sending act) {
            this.operation = operation;
            this.maxExecutions = 1;
            this.costs = true;
            this.act = (client, given) -> {
                try (var reply = act.on(client, given)) {
                    return reply.await(PATIENCE, update -> {});
                }
            };
        }

        private static NewMessage message(@Nullable Chat chat) {
            return new NewMessage("two", "Haiku", chat == null ? null : chat.ref(), List.of());
        }
    }

    @FunctionalInterface
    private interface Asking {
        /** Returns the reply of an operation that has one. */
        @Nullable
        Reply on(SiteClient client, Given given);
    }

    @FunctionalInterface
    private interface Doing {
        void on(SiteClient client, Given given);
    }

    @FunctionalInterface
    private interface Sending {
        LiveReply on(SiteClient client, Given given);
    }

    /** A chat with one message and one reply, created for each case. */
    private record Given(Chat chat, long messageId) {
        ChatRef ref() {
            return chat.ref();
        }

        List<Long> messageIds() {
            return List.of(messageId);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyFaultInAnyPhase_executesAtMostOnceAndSaysTheTruth(Written written) throws Exception {
        List<FaultCase> cases = FaultCase.all();
        Queue<FaultCase> waiting = new ArrayDeque<>(cases);
        List<CompletableFuture<List<String>>> sites = new ArrayList<>();
        for (int i = 0; i < SITES; i++) {
            sites.add(CompletableFuture.supplyAsync(() -> site(written, waiting), POOL));
        }
        List<String> wrong = new ArrayList<>();
        for (CompletableFuture<List<String>> site : sites) {
            wrong.addAll(site.get());
        }

        assertTrue(cases.size() > 80, "the emulator plays fewer faults than it did");
        assertEquals(List.of(), wrong, wrong.size() + " of " + cases.size() + " cases");
    }

    private static List<String> site(Written written, Queue<FaultCase> waiting) {
        List<String> wrong = new ArrayList<>();
        // This build accepts several queries for a message, so a second one would be executed, too.
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.JULY_2025))) {
            poe.bot("Haiku").says("old ", "pond");
            for (Optional<FaultCase> next = next(waiting); next.isPresent(); next = next(waiting)) {
                FaultCase fault = next.get();
                trial(poe, written, fault).ifPresent(why -> wrong.add(fault + ": " + why));
            }
        }
        return wrong;
    }

    private static Optional<FaultCase> next(Queue<FaultCase> waiting) {
        synchronized (waiting) {
            return Optional.ofNullable(waiting.poll());
        }
    }

    /** What was wrong, or empty. */
    private static Optional<String> trial(PoeEmulator poe, Written written, FaultCase fault) {
        try (var client = client(poe)) {
            Given given = given(client);
            poe.requests().clear();
            poe.faults().on(written.operation, fault.fault());
            PoeFailure failure = null;
            Reply reply = null;
            try {
                reply = written.act.on(client, given);
            } catch (PoeException failed) {
                failure = failed.failure();
            }
            if (poe.faults().waiting() > 0) {
                return Optional.of("the fault was not played");
            }
            return judge(written, poe.requests().executions(written.operation), reply, failure);
        }
    }

    private static Optional<String> judge(
            Written written, int executions, @Nullable Reply reply, @Nullable PoeFailure failure) {
        if (executions > written.maxExecutions) {
            return Optional.of("carried out " + executions + " times");
        }
        if (written.costs && executions > 0 && failure != null && failure.spend() == Spend.NONE) {
            return Optional.of("carried out, and said to cost nothing: " + failure);
        }
        if (written.costs && failure == null && (reply == null || !reply.text().equals("old pond"))) {
            return Optional.of("taken, and answered with " + reply);
        }
        return Optional.empty();
    }

    private static Given given(SiteClient client) {
        try (var reply = client.messages().send(new NewMessage("one", "Haiku", null, List.of()))) {
            Reply ended = reply.await(PATIENCE, update -> {});
            Long messageId = ended.messageId();
            if (messageId == null) {
                throw new IllegalStateException("No answer: " + ended);
            }
            return new Given(ended.chat(), messageId);
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
