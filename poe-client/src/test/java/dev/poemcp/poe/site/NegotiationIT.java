package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.EmulatorOptions.DeadSession;
import dev.poemcp.emulator.control.EmulatorOptions.UnknownHash;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import dev.poemcp.emulator.control.LoggedRequest;
import dev.poemcp.emulator.control.SiteBehavior.GetterResult;
import dev.poemcp.emulator.control.SiteBehavior.ReadGate;
import dev.poemcp.emulator.control.SiteBehavior.SignedOutPage;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.negotiation.KnowledgeFile;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Negotiation of gate, queries and subscriptions against the emulator. */
@Execution(ExecutionMode.CONCURRENT)
class NegotiationIT {
    /** Long enough for suggestions and cost, so that a reply leaves nothing to be read later. */
    private static final SiteLimits PATIENT = EmulatedPoe.HURRIED.withExtras(Duration.ofSeconds(15));

    @TempDir
    Path folder;

    @Test
    void lenientSite_readsWithoutFormkeySearch() {
        try (var poe = PoeEmulator.start();
                var client = client(poe, SiteKnowledge.inMemory(Clock.systemUTC()))) {
            poe.behavior().readGate(ReadGate.ANY_TAG);

            client.account().settings();
            client.chats().history(3, null);

            assertEquals(0, poe.requests().count("home"));
            assertTrue(poe.requests().of("accountSettings").stream()
                    .allMatch(request -> request.header("poe-formkey").isEmpty()));
        }
    }

    @ParameterizedTest
    @EnumSource(ReadGate.class)
    void messageAfterReads_isSignedAndSentOnce(ReadGate gate) {
        try (var poe = PoeEmulator.start();
                var client = client(poe, SiteKnowledge.inMemory(Clock.systemUTC()))) {
            poe.behavior().readGate(gate);
            poe.bot("Haiku").says("old pond").suggests("more");
            client.account().settings();

            assertEquals("old pond", send(client).text());
            assertEquals(1, poe.requests().count("sendMessage"));
        }
    }

    @Test
    void lenientSiteWithDecoyKey_refusesSendsButServesReads() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.JULY_2025));
                var client = client(poe, SiteKnowledge.inMemory(Clock.systemUTC()))) {
            poe.behavior().readGate(ReadGate.ANY_TAG);
            poe.pageYieldsDecoys();
            poe.bot("Haiku").says("old pond").suggests("more");
            client.account().settings();

            assertInstanceOf(PoeFailure.FormkeyUnavailable.class, failureOf(() -> send(client)));
            assertEquals(0, poe.sentMessages().size());
            assertTrue(client.account().settings().userId() > 0, "reads continue without a formkey");
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void secondStart_sendsWithoutNegotiation(SiteBuild build) {
        var file = folder.resolve("poe-mcp").resolve("site.json");
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build))) {
            poe.bot("Haiku").says("old pond").suggests("more");
            try (var first = client(poe, knowledge(file, poe))) {
                send(first);
            }
            poe.requests().clear();
            try (var second = client(poe, knowledge(file, poe))) {
                send(second);
            }

            var before = poe.requests().all().stream()
                    .map(LoggedRequest::operation)
                    .takeWhile(operation -> !operation.equals("sendMessage"))
                    .filter(operation -> !operation.equals("script"))
                    .toList();
            boolean channelInPage = build == SiteBuild.AUGUST_2026 || build == SiteBuild.SEPTEMBER_2026;
            assertEquals(
                    channelInPage
                            ? List.of("botInfo", "home", "socket", "subscribe")
                            : List.of("botInfo", "channelSettings", "home", "socket", "subscribe"),
                    sorted(before));
        }
    }

    @Test
    void knowledgeFile_isPrivateWithoutSecrets() throws Exception {
        var file = folder.resolve("poe-mcp").resolve("site.json");
        try (var poe = PoeEmulator.start()) {
            poe.bot("Haiku").says("old pond").suggests("more");
            try (var client = client(poe, knowledge(file, poe))) {
                send(client);
            }

            var text = Files.readString(file);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertFalse(text.contains(poe.account().formkey()), "the formkey is in the file");
            assertFalse(text.contains(poe.account().pB()), "the cookie is in the file");
            assertTrue(text.contains("query.sendMessage"), text);
            assertTrue(text.contains("\"source\" : \"negotiated\""), text);
            assertEquals(List.of(file), list(folder.resolve("poe-mcp")), "no temporary file is left");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"sites\":5}", "{\"sites\":{\"URL\":{\"gate\":{\"at\":\"yesterday\"}}}}"})
    void brokenKnowledgeFile_isIgnored(String content) throws Exception {
        var file = folder.resolve("site.json");
        try (var poe = PoeEmulator.start()) {
            Files.writeString(file, content.replace("URL", poe.url().toString()));
            poe.bot("Haiku").says("old pond").suggests("more");
            try (var client = client(poe, knowledge(file, poe))) {
                assertEquals("old pond", send(client).text());
            }

            assertTrue(Files.readString(file).contains("query.sendMessage"));
        }
    }

    @Test
    void outdatedKnowledge_isReplaced() {
        var file = folder.resolve("site.json");
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026))) {
            poe.bot("Haiku").says("old pond").suggests("more");
            try (var client = client(poe, knowledge(file, poe))) {
                client.chats().history(3, null);
            }
            poe.persistedQueries().forgetHash("115be578cf6b1914d7139f7258325c5d1418f5e24b104bfe1d639067887974cd");
            try (var client = client(poe, knowledge(file, poe))) {
                assertEquals(3, client.chats().history(3, null).items().size());
            }
        }
    }

    @Test
    void transientServerErrorOnFirstRead_keepsNewestQueries() {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            poe.faults().on("accountSettings", new FaultCase(FaultKind.SERVER_ERROR, FaultPhase.BEFORE).fault());

            client.account().settings();
            send(client);

            var sent = poe.requests().of("sendMessage");
            assertEquals(1, sent.size());
            assertTrue(sent.get(0).bodyText().contains("5fabca61"), "the newest build's query");
        }
    }

    @ParameterizedTest
    @EnumSource(UnknownHash.class)
    void staleSettingsHash_returnsQueryOutdatedAndSendsSucceed(UnknownHash kind) {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withUnknownHash(kind));
                var client = clientWithFormkey(poe)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            poe.persistedQueries().forget("accountSettings");

            var failure = failureOf(() -> client.account().settings());

            assertInstanceOf(PoeFailure.QueryOutdated.class, failure);
            assertEquals("old pond", send(client).text());
        }
    }

    @ParameterizedTest
    @CsvSource({"400, STRICT", "401, STRICT", "403, STRICT", "400, ANY_TAG", "401, ANY_TAG", "403, ANY_TAG"})
    void rotatedFormkey_isNegotiatedOnceForAnyStatus(int status, ReadGate gate) {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            poe.behavior().readGate(gate);
            poe.bot("Haiku").says("old pond").suggests("more");
            send(client);
            poe.refuseFormkeyWith(status);
            poe.rotateFormkey();

            assertEquals("old pond", send(client).text());
            assertEquals(2, poe.sentMessages().size());
            assertEquals(2, poe.requests().executions("sendMessage"));
            assertEquals(2, poe.requests().count("home"), () -> operations(poe).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"401, REDIRECT", "403, REDIRECT", "401, NO_VIEWER", "403, NO_VIEWER"})
    void expiredSession_returnsAuthExpired(int status, SignedOutPage page) {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            client.account().settings();
            poe.behavior().signedOutStatus(status);
            poe.behavior().signedOutPage(page);
            poe.endSession();

            assertInstanceOf(
                    PoeFailure.AuthExpired.class,
                    failureOf(() -> client.account().settings()));
        }
    }

    @Test
    void sessionEndedBeforeSend_returnsAuthExpired() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withDeadSession(DeadSession.VIEWER_NULL));
                var client = clientWithFormkey(poe)) {
            poe.bot("Haiku").says("old pond").suggests("more");
            send(client);
            poe.endSession();

            assertInstanceOf(PoeFailure.AuthExpired.class, failureOf(() -> send(client)));
        }
    }

    @Test
    void longerGetterResult_isCutTo32HexDigits() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.MARCH_2025));
                var client = client(poe, SiteKnowledge.inMemory(Clock.systemUTC()))) {
            poe.behavior().getterResult(GetterResult.LONGER);

            assertTrue(client.account().settings().userId() > 0);
        }
    }

    @Test
    void decoyKeys_areTriedOncePerSignatureAndHeaders() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.JULY_2025));
                var client = client(poe, SiteKnowledge.inMemory(Clock.systemUTC()))) {
            poe.pageYieldsDecoys();

            failureOf(() -> client.account().settings());
            int requests = poe.requests().count("accountSettings");
            failureOf(() -> client.account().settings());

            // One request without a formkey, then each of six ways to sign once per key, the first by request and
            // probe.
            assertTrue(requests <= 1 + 2 * 6 + 2, requests + " requests");
            assertEquals(requests + 1, poe.requests().count("accountSettings"), "one more without formkey, no search");
        }
    }

    @Test
    void challengeWordsInPage_areNotBlocked() {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            poe.behavior().announcement("Just a moment...");

            assertTrue(client.account().settings().userId() > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"CLOUDFLARE_CHALLENGE", "CLOUDFLARE_403", "CLOUDFLARE_503"})
    void anyChallengeForm_returnsBlocked(FaultKind kind) {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            poe.faults().on("*", new FaultCase(kind, FaultPhase.BEFORE).fault()).always();

            assertInstanceOf(
                    PoeFailure.Blocked.class, failureOf(() -> client.account().settings()));
        }
    }

    @Test
    void nullRootBesideErrors_isNotNotFound() {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            poe.bot("Haiku").says("x").suggests("more");
            client.account().settings();
            poe.faults()
                    .on("botInfo", new FaultCase(FaultKind.NULL_ROOT_WITH_ERRORS, FaultPhase.AFTER).fault())
                    .always();

            var failure = failureOf(() -> client.bots().get("Haiku"));

            assertFalse(failure instanceof PoeFailure.NotFound, failure.toString());
            poe.faults().clear();
            assertEquals("Haiku", client.bots().get("Haiku").handle());
        }
    }

    @Test
    void cancelAfter502_isRepeated() {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            poe.bot("Long").says("one").thenStalls();
            var live = client.messages().send(new NewMessage("go", "Long", null, List.of()));
            live.close();
            poe.faults().on("cancel", Fault.status(502));

            client.messages().cancel(live.now().chat().ref());

            assertEquals(1, poe.requests().executions("cancel"));
        }
    }

    @Test
    void deletionAfter502_isNotRepeated() {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            var chat = client.chats().history(1, null).items().get(0);
            poe.faults().on("deleteChat", Fault.status(502));

            failureOf(() -> client.chats().delete(chat.ref()));

            assertEquals(1, poe.requests().count("deleteChat"));
        }
    }

    @Test
    void allChatQueriesOutdated_readsChatFromPage() {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
                var client = clientWithFormkey(poe)) {
            var chat = client.chats().history(1, null).items().get(0);
            poe.persistedQueries().forget("chatPage");
            poe.persistedQueries().forget("chatHistory");

            var messages =
                    client.chats().messages(chat.ref(), 3, null).messages().items();
            var history = client.chats().history(2, null).items();

            assertFalse(messages.isEmpty());
            assertEquals(chat.chatCode(), history.get(0).chatCode());
        }
    }

    @Test
    void unknownHash_isNotTriedAgainSoon() {
        try (var poe = PoeEmulator.start();
                var client = clientWithFormkey(poe)) {
            poe.persistedQueries().forget("userInfo");
            failureOf(() -> client.people().get("someone"));
            long before = countPosts(poe);

            failureOf(() -> client.people().get("someone"));

            assertEquals(before, countPosts(poe));
        }
    }

    private static long countPosts(PoeEmulator poe) {
        return poe.requests().all().stream()
                .filter(request -> request.path().equals("/api/gql_POST"))
                .count();
    }

    private static SiteKnowledge knowledge(Path file, PoeEmulator poe) {
        return SiteKnowledge.inFile(new KnowledgeFile(file, poe.url()), Clock.systemUTC());
    }

    private static SiteClient client(PoeEmulator poe, SiteKnowledge knowledge) {
        return new SiteClient(EmulatedPoe.config(poe, false).withLimits(PATIENT).withKnowledge(knowledge));
    }

    /** With a configured formkey, so that no page script runs. */
    private static SiteClient clientWithFormkey(PoeEmulator poe) {
        return new SiteClient(EmulatedPoe.config(poe, true).withLimits(PATIENT));
    }

    private static Reply send(SiteClient client) {
        try (var reply = client.messages().send(new NewMessage("hi", "Haiku", null, List.of()))) {
            return reply.await(Duration.ofSeconds(20), update -> {});
        }
    }

    private static List<String> sorted(List<String> operations) {
        return operations.stream().sorted().toList();
    }

    private static List<Path> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<String> operations(PoeEmulator poe) {
        return poe.requests().all().stream().map(LoggedRequest::operation).toList();
    }
}
