package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.EmulatorOptions.UnknownHash;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.site.negotiation.KnowledgeFile;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The site's hashes change, and the client finds the new ones in the site's scripts. */
class SelfRepairIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void allHashesChange_everyKindOfRequestWorksAfterOneRepair(SiteBuild build) {
        try (var poe = start(build, UnknownHash.PERSISTED_QUERY_NOT_FOUND);
                var client = client(poe)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            var reply = send(client, null);
            poe.requests().clear();

            poe.persistedQueries().renew();

            assertTrue(client.account().settings().userId() > 0);
            assertFalse(client.chats().history(3, null).items().isEmpty());
            assertEquals("old pond", send(client, reply.chat().ref()).text());
            client.chats().setTitle(reply.chat().ref(), "Pond");
            client.messages().delete(reply.chat().ref(), List.of(reply.messageId()));
            assertEquals(2, poe.sentMessages().size(), "each message is sent once");
            assertEquals(1, poe.requests().count("home"), "one repair is enough");
        }
    }

    @ParameterizedTest
    @EnumSource(UnknownHash.class)
    void hashOfReadChanges_sameCallWorks(UnknownHash response) {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, response);
                var client = client(poe)) {
            client.account().settings();

            poe.persistedQueries().renew("accountSettings");

            assertTrue(client.account().settings().userId() > 0);
        }
    }

    @Test
    void hashOfSendChanges_messageIsSentOnceInSameCall() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.PERSISTED_QUERY_NOT_FOUND);
                var client = client(poe)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            client.account().settings();

            poe.persistedQueries().renew("sendMessage");

            assertEquals("old pond", send(client, null).text());
            assertEquals(1, poe.sentMessages().size());
        }
    }

    @Test
    void sendThatFailsWithServerError_isNotRepeatedButNextOneWorks() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.SERVER_ERROR);
                var client = client(poe)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            send(client, null);
            poe.requests().clear();

            poe.persistedQueries().renew("sendMessage");

            assertInstanceOf(PoeFailure.QueryOutdated.class, failureOf(() -> send(client, null)));
            assertEquals(1, poe.requests().count("sendMessage"));
            assertEquals("old pond", send(client, null).text());
            assertEquals(2, poe.sentMessages().size());
        }
    }

    @Test
    void subscriptionsChange_newOnesAreSubscribed() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.PERSISTED_QUERY_NOT_FOUND)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            List.of("messageAdded", "messageCancelled", "jobUpdated", "chatTitleUpdated")
                    .forEach(poe.persistedQueries()::renew);
            try (var client = client(poe)) {
                assertEquals("old pond", send(client, null).text());
            }
            poe.requests().clear();

            try (var next = client(poe)) {
                assertEquals("old pond", send(next, null).text());
                assertEquals(1, poe.requests().count("subscribe"), "the set that was accepted last comes first");
            }
        }
    }

    @Test
    void newProcess_usesRepairWithoutPage() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.PERSISTED_QUERY_NOT_FOUND)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            poe.persistedQueries().renew();
            try (var first = client(poe)) {
                first.account().settings();
                first.chats().history(3, null);
                send(first, null);
            }
            poe.requests().clear();

            try (var second = client(poe)) {
                second.account().settings();
                second.chats().history(3, null);
                assertEquals("old pond", send(second, null).text());
            }
            assertEquals(0, poe.requests().count("home"));
            assertEquals(0, poe.requests().count("script"));
            assertEquals(1, poe.requests().count("sendMessage"));
        }
    }

    @Test
    void decoysForRead_areTriedUntilOneWorks() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.PERSISTED_QUERY_NOT_FOUND);
                var client = client(poe)) {
            poe.persistedQueries().renew("accountSettings");
            poe.persistedQueries().publishDecoys("accountSettings");

            assertTrue(client.account().settings().userId() > 0);
        }
    }

    @Test
    void missingOperation_failsOnceAndDoesNotReadScriptsAgain() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.PERSISTED_QUERY_NOT_FOUND);
                var client = client(poe)) {
            poe.persistedQueries().renew("accountSettings");
            poe.persistedQueries().hide("accountSettings");

            assertInstanceOf(
                    PoeFailure.QueryOutdated.class,
                    failureOf(() -> client.account().settings()));
            int scripts = poe.requests().count("script");
            assertInstanceOf(
                    PoeFailure.QueryOutdated.class,
                    failureOf(() -> client.account().settings()));

            assertTrue(scripts > 0);
            assertEquals(scripts, poe.requests().count("script"));
        }
    }

    @Test
    void newVariable_isReportedAsOutdated() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.PERSISTED_QUERY_NOT_FOUND);
                var client = client(poe)) {
            poe.persistedQueries().renewWithVariable("accountSettings", "isNewSettings");

            assertInstanceOf(
                    PoeFailure.QueryOutdated.class,
                    failureOf(() -> client.account().settings()));
        }
    }

    @Test
    void blockedPage_keepsOriginalFailure() {
        try (var poe = start(SiteBuild.SEPTEMBER_2026, UnknownHash.PERSISTED_QUERY_NOT_FOUND);
                var client = client(poe)) {
            client.account().settings();
            poe.persistedQueries().renew("accountSettings");
            poe.faults()
                    .on("home", new FaultCase(FaultKind.CLOUDFLARE_CHALLENGE, FaultPhase.BEFORE).fault())
                    .always();

            assertInstanceOf(
                    PoeFailure.QueryOutdated.class,
                    failureOf(() -> client.account().settings()));
        }
    }

    private static PoeEmulator start(SiteBuild build, UnknownHash response) {
        return PoeEmulator.start(EmulatorOptions.defaults().withBuild(build).withUnknownHash(response));
    }

    /** With a configured formkey, so that the page is read for repairs only. */
    private SiteClient client(PoeEmulator poe) {
        var knowledge =
                SiteKnowledge.inFile(new KnowledgeFile(folder.resolve("site.json"), poe.url()), Clock.systemUTC());
        return new SiteClient(
                EmulatedPoe.config(poe, true).withLimits(EmulatedPoe.HURRIED).withKnowledge(knowledge));
    }

    private static Reply send(SiteClient client, @Nullable ChatRef chat) {
        try (var reply = client.messages().send(new NewMessage("hi", "Haiku", chat, List.of()))) {
            return reply.await(Duration.ofSeconds(20), update -> {});
        }
    }
}
