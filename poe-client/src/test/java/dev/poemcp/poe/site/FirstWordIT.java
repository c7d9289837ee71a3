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
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many round trips a message needs until Poe has accepted it. The responses are delayed, so that requests that a
 * client sends side by side are one round.
 */
class FirstWordIT {
    private static final Duration ROUND = Duration.ofMillis(1200);

    private final SiteKnowledge knowledge = SiteKnowledge.inMemory(Clock.systemUTC());
    private PoeEmulator poe = PoeEmulator.start();

    /** Loads the client's classes, so that this takes no time between requests. */
    @BeforeEach
    void loadClasses() {
        start(SiteBuild.AUGUST_2026);
        try (var client = client(SiteKnowledge.inMemory(Clock.systemUTC()), false)) {
            send(client, "warm up");
        }
        poe.behavior().delay(ROUND);
    }

    private void start(SiteBuild build) {
        poe.close();
        poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
        poe.bot("Haiku").says("old pond");
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    private SiteClient client(SiteKnowledge of, boolean withFormkey) {
        return new SiteClient(EmulatedPoe.config(poe, withFormkey).withKnowledge(of));
    }

    private static void send(SiteClient client, String text) {
        try (LiveReply reply = client.messages().send(new NewMessage(text, "Haiku", null, List.of()))) {
            reply.await(Duration.ofSeconds(20), update -> {});
        }
    }

    /** The requests until the message, sorted, after a new client has sent it. */
    private List<String> firstMessage(boolean withFormkey) {
        poe.requests().clear();
        try (var client = client(knowledge, withFormkey)) {
            send(client, "hello");
        }
        return untilMessage();
    }

    private List<String> untilMessage() {
        return poe.requests().all().stream()
                .filter(request -> request.round() <= messageRound())
                .map(LoggedRequest::operation)
                .sorted()
                .toList();
    }

    private int messageRound() {
        return poe.requests().of("sendMessage").get(0).round();
    }

    @ParameterizedTest
    @EnumSource(
            value = SiteBuild.class,
            names = {"AUGUST_2026", "SEPTEMBER_2026"})
    void firstStart_takesThreeRounds(SiteBuild build) {
        start(build);
        poe.behavior().delay(ROUND);

        var requests = firstMessage(false);

        assertEquals(List.of("botInfo", "channelSettings", "home", "sendMessage", "socket", "subscribe"), requests);
        assertEquals(3, messageRound());
    }

    @Test
    void laterStart_asksNothingThatIsInThePage() {
        firstMessage(false);

        var requests = firstMessage(false);

        assertEquals(List.of("botInfo", "home", "sendMessage", "socket", "subscribe"), requests);
        assertEquals(3, messageRound());
    }

    @Test
    void pageWithoutChannel_isNoReasonToWait() {
        poe.behavior().channelInPage(false);
        firstMessage(false);

        var requests = firstMessage(false);

        assertEquals(List.of("botInfo", "channelSettings", "home", "sendMessage", "socket", "subscribe"), requests);
        assertEquals(3, messageRound());
    }

    @Test
    void configuredFormkey_needsPageOnFirstStartOnly() {
        assertEquals(
                List.of("botInfo", "channelSettings", "home", "sendMessage", "socket", "subscribe"),
                firstMessage(true));
        assertEquals(3, messageRound());

        assertEquals(List.of("botInfo", "channelSettings", "sendMessage", "socket", "subscribe"), firstMessage(true));
        assertEquals(3, messageRound());
    }

    @Test
    void preparedClient_looksUpTheBotOnly() throws InterruptedException {
        poe.requests().clear();
        try (var client = client(knowledge, false)) {
            client.prepare();
            client.prepare();
            while (poe.requests().executions("subscribe") == 0 || poe.channel().openSockets() == 0) {
                Thread.onSpinWait();
            }
            assertEquals(0, poe.requests().executedWrites());
            assertEquals(1, poe.requests().count("home"));

            send(client, "hello");
        }

        assertEquals(
                List.of("botInfo", "channelSettings", "home", "sendMessage", "socket", "subscribe"), untilMessage());
        assertEquals(
                1,
                poe.requests().of("sendMessage").get(0).round()
                        - poe.requests().of("botInfo").get(0).round());
    }

    @Test
    void failedPreparation_isLeftToTheMessage() {
        poe.behavior().delay(Duration.ZERO);
        poe.behavior().session(SessionState.NO_ACCOUNT);
        try (var client = client(knowledge, false)) {
            client.prepare();
            assertInstanceOf(PoeFailure.AuthExpired.class, EmulatedPoe.failureOf(() -> send(client, "hello")));
            poe.behavior().session(SessionState.SIGNED_IN);
        }
        try (var client = new SiteClient(SiteConfig.of(poe.url(), null))) {
            client.prepare();
        }
        assertEquals(1, poe.sentMessages().size(), "the one that has loaded the classes");
    }

    @Test
    void secondMessage_isOneRequest() {
        try (var client = client(knowledge, false)) {
            // At once: otherwise a read of the late first reply may come after the second message.
            poe.behavior().delay(Duration.ZERO);
            send(client, "one");
            poe.behavior().delay(ROUND);
            poe.requests().clear();

            send(client, "two");
        }

        assertEquals(List.of("sendMessage"), untilMessage());
    }
}
