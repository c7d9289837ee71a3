package dev.poemcp.poe.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.LoggedRequest;
import dev.poemcp.emulator.control.SessionState;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a client requests before it knows any response, and then round by round until its message is at Poe: each round
 * takes one round trip, however fast the machine.
 */
@Timeout(60)
class FirstWordIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> MESSAGE = List.of("sendMessage");

    private final SiteKnowledge knowledge = SiteKnowledge.inMemory(Clock.systemUTC());

    private static PoeEmulator emulator(SiteBuild build) {
        var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
        poe.bot("Haiku").says("old pond");
        return poe;
    }

    private SiteClient client(PoeEmulator poe, boolean withFormkey) {
        return new SiteClient(EmulatedPoe.config(poe, withFormkey).withKnowledge(knowledge));
    }

    private static Reply send(SiteClient client) {
        try (LiveReply reply = client.messages().send(new NewMessage("hello", "Haiku", null, List.of()))) {
            return reply.await(LIMIT, update -> {});
        }
    }

    /** Waits for the requests of each round, sorted, and only then releases their responses. */
    @SafeVarargs
    private static void expectRounds(PoeEmulator poe, List<String>... rounds) throws InterruptedException {
        for (List<String> round : rounds) {
            poe.responses().await(round.size(), LIMIT);
            assertEquals(round, requests(poe));
            poe.requests().clear();
            poe.responses().releaseRound();
        }
        poe.responses().releaseAll();
    }

    private static List<String> requests(PoeEmulator poe) {
        return poe.requests().all().stream()
                .map(LoggedRequest::operation)
                .sorted()
                .toList();
    }

    @SafeVarargs
    private void sendInRounds(PoeEmulator poe, boolean withFormkey, List<String>... rounds) throws Exception {
        poe.requests().clear();
        poe.responses().hold();
        try (var client = client(poe, withFormkey)) {
            var reply = CompletableFuture.supplyAsync(() -> send(client));

            expectRounds(poe, rounds);

            assertEquals(Reply.State.COMPLETE, reply.get(30, TimeUnit.SECONDS).state());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SiteBuild.class,
            names = {"AUGUST_2026", "SEPTEMBER_2026"})
    void firstStart_takesThreeRounds(SiteBuild build) throws Exception {
        try (var poe = emulator(build)) {
            sendInRounds(
                    poe, false, List.of("channelSettings", "home"), List.of("botInfo", "socket", "subscribe"), MESSAGE);
        }
    }

    @Test
    void laterStart_asksNothingThatIsInThePage() throws Exception {
        try (var poe = emulator(SiteBuild.AUGUST_2026)) {
            try (var first = client(poe, false)) {
                send(first);
            }

            sendInRounds(poe, false, List.of("home"), List.of("botInfo", "socket", "subscribe"), MESSAGE);
        }
    }

    @Test
    void pageWithoutChannel_isNoReasonToWait() throws Exception {
        try (var poe = emulator(SiteBuild.AUGUST_2026)) {
            poe.behavior().channelInPage(false);
            try (var first = client(poe, false)) {
                send(first);
            }

            sendInRounds(
                    poe, false, List.of("channelSettings", "home"), List.of("botInfo", "socket", "subscribe"), MESSAGE);
        }
    }

    @Test
    void configuredFormkey_needsPageOnFirstStartOnly() throws Exception {
        try (var poe = emulator(SiteBuild.AUGUST_2026)) {
            sendInRounds(
                    poe, true, List.of("channelSettings", "home"), List.of("botInfo", "socket", "subscribe"), MESSAGE);

            sendInRounds(poe, true, List.of("botInfo", "channelSettings"), List.of("socket", "subscribe"), MESSAGE);
        }
    }

    @Test
    void secondMessage_isOneRequest() throws Exception {
        try (var poe = emulator(SiteBuild.AUGUST_2026);
                var client = client(poe, false)) {
            send(client);
            poe.requests().clear();
            poe.responses().hold();
            var reply = CompletableFuture.supplyAsync(() -> send(client));

            expectRounds(poe, MESSAGE);

            assertEquals(Reply.State.COMPLETE, reply.get(30, TimeUnit.SECONDS).state());
        }
    }

    @Test
    void preparedClient_looksUpTheBotOnly() throws Exception {
        try (var poe = emulator(SiteBuild.AUGUST_2026);
                var client = client(poe, false)) {
            poe.responses().hold();
            client.prepare();
            client.prepare();
            expectRounds(poe, List.of("channelSettings", "home"), List.of("socket", "subscribe"));
            assertEquals(0, poe.requests().executedWrites());
            poe.responses().hold();

            var reply = CompletableFuture.supplyAsync(() -> send(client));

            expectRounds(poe, List.of("botInfo"), MESSAGE);
            assertEquals(Reply.State.COMPLETE, reply.get(30, TimeUnit.SECONDS).state());
        }
    }

    @Test
    void failedPreparation_isLeftToTheMessage() {
        try (var poe = emulator(SiteBuild.AUGUST_2026);
                var client = client(poe, false);
                var unconfigured = new SiteClient(SiteConfig.of(poe.url(), null))) {
            poe.behavior().session(SessionState.NO_ACCOUNT);

            client.prepare();
            unconfigured.prepare();

            assertInstanceOf(PoeFailure.AuthExpired.class, EmulatedPoe.failureOf(() -> send(client)));
            assertInstanceOf(PoeFailure.NotConfigured.class, EmulatedPoe.failureOf(() -> send(unconfigured)));
            assertEquals(0, poe.sentMessages().size());
        }
    }
}
