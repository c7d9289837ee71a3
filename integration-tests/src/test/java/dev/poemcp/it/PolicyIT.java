package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.it.HostSession.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on points, confirmation of deletions, and restrictions on files. */
final class PolicyIT {
    private PoeEmulator poe;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    PolicyIT() {}

    @BeforeEach
    void start() {
        poe = PoeEmulator.start();
        poe.bot("Pricey").says("Here you are.").costs(500);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void messageAboveCap_isNotSent() {
        try (var host = HostSession.open(Launch.serverFor(poe).env("POE_MAX_POINTS_PER_MESSAGE", "499"))) {
            host.call("send_message", "message", "hi", "bot", "Pricey").assertError("budget_exceeded");
            host.call("send_message", "message", "hi", "bot", "Echo").assertOk();

            assertEquals(1, poe.sentMessages().size());
        }
    }

    @Test
    void maxPointsArgument_limitsTheCall() {
        try (var host = HostSession.open(Launch.serverFor(poe))) {
            host.call("send_message", "message", "hi", "bot", "Pricey", "max_points", 100)
                    .assertError("budget_exceeded");
            host.call("send_message", "message", "hi", "bot", "Pricey", "max_points", 500)
                    .assertOk();

            assertEquals(500, poe.ledger().spent());
        }
    }

    @Test
    void concurrentSends_stayWithinTotalBudget() {
        poe.bot("Coin").says("clink").costs(10);
        try (var host = HostSession.open(Launch.serverFor(poe).env("POE_MAX_POINTS", "575"))) {
            List<Call> calls = IntStream.range(0, 200)
                    .mapToObj(i -> host.startCall("send_message", object("message", "m" + i, "bot", "Coin")))
                    .toList();

            long sent = calls.stream()
                    .map(host::outcome)
                    .filter(outcome -> !outcome.isError())
                    .count();

            assertEquals(57, sent);
            assertEquals(57, poe.sentMessages().size());
            assertEquals(570, poe.ledger().spent());
            assertTrue(
                    calls.stream()
                            .map(host::outcome)
                            .filter(ToolOutcome::isError)
                            .allMatch(outcome ->
                                    outcome.error().path("code").asText().equals("budget_exceeded")),
                    "the others are rejected because of the budget");
        }
    }

    @Test
    void compareBotsWithOneFailure_keepsOrderAndOtherReplies() {
        poe.bot("Quick").says("quick").costs(1);
        poe.bot("Late").after(Duration.ofMillis(600)).says("late").costs(2);
        poe.bot("Refusing").thenEndsWith("error_llm", "No.").costs(0);
        try (var host = HostSession.open(Launch.serverFor(poe))) {
            var schemas = OutputSchemas.listedBy(host);

            var outcome = host.call("compare_bots", "message", "hi", "bots", List.of("Late", "Refusing", "Quick"))
                    .assertOk();

            schemas.assertValid("compare_bots", outcome);
            JsonNode replies = outcome.structured().path("replies");
            assertEquals("late", replies.path(0).path("text").asText(), replies::toString);
            assertEquals("quick", replies.path(2).path("text").asText(), replies::toString);
            assertTrue(replies.path(1).toString().contains("failed"), replies::toString);
            assertEquals(3, outcome.structured().path("points_spent").asLong(), outcome.structured()::toString);
            assertEquals(3, poe.ledger().spent());
        }
    }

    @Test
    void compareEightBots_returnsRepliesErrorsAndExactCost() {
        for (int i = 1; i <= 5; i++) {
            poe.bot("Bot" + i).says("answer " + i).costs(i);
        }
        poe.bot("Late").after(Duration.ofSeconds(2)).says("late").costs(6);
        poe.bot("Refusing").thenEndsWith("error_llm", "No.").costs(0);
        poe.bot("Golden").says("never").costs(1_000_000_000);
        try (var host = HostSession.open(Launch.serverFor(poe))) {
            var outcome = host.call(
                            "compare_bots",
                            "message",
                            "hi",
                            "bots",
                            List.of("Late", "Bot1", "Refusing", "Bot2", "Golden", "Bot3", "Bot4", "Bot5"))
                    .assertOk();

            JsonNode replies = outcome.structured().path("replies");
            assertEquals(
                    List.of(
                            "late",
                            "answer 1",
                            "!message_failed",
                            "answer 2",
                            "!insufficient_points",
                            "answer 3",
                            "answer 4",
                            "answer 5"),
                    IntStream.range(0, 8)
                            .mapToObj(replies::path)
                            .map(reply -> reply.has("error")
                                    ? "!" + reply.path("error").path("code").asText()
                                    : reply.path("text").asText())
                            .toList());
            assertEquals(
                    poe.ledger().spent(),
                    outcome.structured().path("points_spent").asLong(),
                    outcome.structured()::toString);
            assertEquals(21, poe.ledger().spent(), outcome.structured()::toString);
        }
    }

    @Test
    void compareBotsAboveMaxPoints_sendsNothing() {
        try (var host = HostSession.open(Launch.serverFor(poe))) {
            host.call("compare_bots", "message", "hi", "bots", List.of("Echo", "Pricey"), "max_points", 400)
                    .assertError("budget_exceeded");

            assertEquals(0, poe.sentMessages().size());
        }
    }

    @Test
    void purgeWithoutElicitation_requiresConfirmationPhrase() {
        try (var host = HostSession.open(Launch.serverFor(poe))) {
            var rejected = host.call("purge_all_conversations").assertError("not_confirmed");
            host.call("purge_all_conversations", "confirm", "yes").assertError("not_confirmed");
            assertEquals(0, poe.requests().count("purge"));

            Matcher phrase = Pattern.compile("\"([^\"]+)\"").matcher(rejected.text());
            assertTrue(phrase.find(), rejected::text);
            host.call("purge_all_conversations", "confirm", phrase.group(1)).assertOk();

            assertEquals(1, poe.requests().count("purge"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel", "unknown"})
    void declinedConfirmation_isFinal(String action) {
        try (var host = HostSession.openWithElicitation(
                Launch.serverFor(poe), question -> object("action", action, "content", object("x", "y")))) {
            host.call("purge_all_conversations").assertError("not_confirmed");
            host.call("purge_all_conversations", "confirm", "Delete all chats").assertError("not_confirmed");

            assertEquals(0, poe.requests().count("purge"));
        }
    }

    @Test
    void deleteWithConfirmSetting_asksUser() {
        var questions = new CopyOnWriteArrayList<String>();
        var launch = Launch.serverFor(poe).env("POE_CONFIRM", "destructive");
        try (var host = HostSession.openWithElicitation(launch, question -> {
            questions.add(question.path("message").asText());
            return object("action", "decline");
        })) {
            JsonNode chat = host.call("send_message", "message", "keep me", "bot", "Echo")
                    .assertOk()
                    .structured()
                    .path("chat");
            host.call("set_chat_title", "chat_id", chat.path("chat_id"), "title", "Precious")
                    .assertOk();

            host.call("delete_chat", "chat_id", chat.path("chat_id")).assertError("not_confirmed");

            assertEquals(1, questions.size());
            assertTrue(questions.get(0).contains("Precious"), () -> "should name the chat: " + questions);
            assertEquals(0, poe.requests().count("deleteChat"));
        }
    }

    @Test
    void filesOutsideAllowedFolders_areRejected() throws Exception {
        Path allowed = Files.createDirectories(folder.resolve("allowed"));
        Path outside = Files.writeString(folder.resolve("outside.txt"), "private");
        Files.createSymbolicLink(allowed.resolve("link.txt"), outside);
        Files.createDirectories(allowed.resolve("dir"));
        Files.writeString(allowed.resolve("fine.txt"), "fine");
        try (var host = HostSession.open(Launch.serverFor(poe).env("POE_FILES", allowed.toString()))) {
            for (String file : List.of(
                    outside.toString(),
                    "../outside.txt",
                    allowed.resolve("../outside.txt").toString(),
                    allowed.resolve("link.txt").toString(),
                    allowed.resolve("dir").toString(),
                    outside.toUri().toString(),
                    "/dev/zero",
                    "/etc/passwd",
                    "ftp://example.org/x",
                    "http://127.0.0.1:9/x",
                    "http://[::1]/x",
                    "http://[::ffff:127.0.0.1]/x",
                    "http://169.254.169.254/latest/meta-data",
                    "http://10.0.0.1/x",
                    "http://localhost/x")) {
                host.call("send_message", "message", "read", "bot", "Echo", "files", List.of(file))
                        .assertError("file_rejected");
            }
            assertEquals(0, poe.sentMessages().size());

            host.call(
                            "send_message",
                            "message",
                            "read",
                            "bot",
                            "Echo",
                            "files",
                            List.of(allowed.resolve("fine.txt").toString()))
                    .assertOk();

            assertEquals(1, poe.sentMessages().get(0).files().size());
        }
    }
}
