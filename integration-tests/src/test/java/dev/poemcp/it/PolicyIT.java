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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on points, confirmation of deletions, and restrictions on files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class PolicyIT {
    private final PoeEmulator poe;
    private final HostSession host;
    private final HostSession hostWithElicitation;
    private volatile String elicitationAction = "";
    private int sentBefore;
    private long spentBefore;

    PolicyIT(PoeEmulator poe, HostSession host, Servers servers) {
        this.poe = poe;
        this.host = host;
        hostWithElicitation = servers.stdio(
                Launch.serverFor(poe), question -> object("action", elicitationAction, "content", object("x", "y")));
        poe.bot("Pricey").says("Here you are.").costs(500);
    }

    @BeforeEach
    void startCounting() {
        poe.requests().clear();
        sentBefore = poe.sentMessages().size();
        spentBefore = poe.ledger().spent();
    }

    private int sent() {
        return poe.sentMessages().size() - sentBefore;
    }

    private long spent() {
        return poe.ledger().spent() - spentBefore;
    }

    @Test
    void messageAboveCap_isNotSent(Servers servers) {
        var capped = servers.stdio(Launch.serverFor(poe).env("POE_MAX_POINTS_PER_MESSAGE", "499"));
        capped.call("send_message", "message", "hi", "bot", "Pricey").assertError("budget_exceeded");
        capped.call("send_message", "message", "hi", "bot", "Echo").assertOk();

        assertEquals(1, sent());
    }

    @Test
    void maxPointsArgument_limitsTheCall() {
        poe.otherClient().changePointLimit(500);
        host.call("send_message", "message", "hi", "bot", "Pricey", "max_points", 100)
                .assertError("budget_exceeded");
        host.call("send_message", "message", "hi", "bot", "Pricey", "max_points", 500)
                .assertOk();

        assertEquals(500, spent());
    }

    @Test
    void concurrentSends_stayWithinTotalBudget(Servers servers) {
        poe.bot("Coin").says("clink").costs(10);
        var limited = servers.stdio(Launch.serverFor(poe).env("POE_MAX_POINTS", "575"));
        List<Call> calls = IntStream.range(0, 200)
                .mapToObj(i -> limited.startCall("send_message", object("message", "m" + i, "bot", "Coin")))
                .toList();

        long sent = calls.stream()
                .map(limited::outcome)
                .filter(outcome -> !outcome.isError())
                .count();

        assertEquals(57, sent);
        assertEquals(57, sent());
        assertEquals(570, spent());
        assertTrue(
                calls.stream()
                        .map(limited::outcome)
                        .filter(ToolOutcome::isError)
                        .allMatch(
                                outcome -> outcome.error().path("code").asText().equals("budget_exceeded")),
                "the others are rejected because of the budget");
    }

    @Test
    void compareBotsWithOneFailure_keepsOrderAndOtherReplies() {
        poe.bot("Quick").says("quick").costs(1);
        poe.bot("Late").after(Duration.ofMillis(600)).says("late").costs(2);
        poe.bot("Refusing").thenEndsWith("error_llm", "No.").costs(0);
        var schemas = OutputSchemas.listedBy(host);

        var outcome = host.call("compare_bots", "message", "hi", "bots", List.of("Late", "Refusing", "Quick"))
                .assertOk();

        schemas.assertValid("compare_bots", outcome);
        JsonNode replies = outcome.structured().path("replies");
        assertEquals("late", replies.path(0).path("text").asText(), replies::toString);
        assertEquals("quick", replies.path(2).path("text").asText(), replies::toString);
        assertTrue(replies.path(1).toString().contains("failed"), replies::toString);
        assertEquals(3, outcome.structured().path("points_spent").asLong(), outcome.structured()::toString);
        assertEquals(3, spent());
    }

    /** On a server that does not know the account's point limit yet. */
    @Test
    void compareEightBots_returnsRepliesErrorsAndExactCost(HostSession newHost) {
        for (int i = 1; i <= 5; i++) {
            poe.bot("Bot" + i).says("answer " + i).costs(i);
        }
        poe.bot("Late").after(Duration.ofSeconds(2)).says("late").costs(6);
        poe.bot("Refusing").thenEndsWith("error_llm", "No.").costs(0);
        poe.bot("Golden").says("never").costs(1_000_000_000);
        var outcome = newHost.call(
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
        assertEquals(spent(), outcome.structured().path("points_spent").asLong(), outcome.structured()::toString);
        assertEquals(21, spent(), outcome.structured()::toString);
    }

    @Test
    void compareBotsAboveMaxPoints_sendsNothing() {
        host.call("compare_bots", "message", "hi", "bots", List.of("Echo", "Pricey"), "max_points", 400)
                .assertError("budget_exceeded");

        assertEquals(0, sent());
    }

    @Test
    void purgeWithoutElicitation_requiresConfirmationPhrase() {
        var rejected = host.call("purge_all_conversations").assertError("not_confirmed");
        host.call("purge_all_conversations", "confirm", "yes").assertError("not_confirmed");
        assertEquals(0, poe.requests().count("purge"));

        Matcher phrase = Pattern.compile("\"([^\"]+)\"").matcher(rejected.text());
        assertTrue(phrase.find(), rejected::text);
        host.call("purge_all_conversations", "confirm", phrase.group(1)).assertOk();

        assertEquals(1, poe.requests().count("purge"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel", "unknown"})
    void declinedConfirmation_isFinal(String action) {
        elicitationAction = action;

        hostWithElicitation.call("purge_all_conversations").assertError("not_confirmed");
        hostWithElicitation
                .call("purge_all_conversations", "confirm", "Delete all chats")
                .assertError("not_confirmed");

        assertEquals(0, poe.requests().count("purge"));
    }

    @Test
    void deleteWithConfirmSetting_asksUser(Servers servers) {
        var questions = new CopyOnWriteArrayList<String>();
        var launch = Launch.serverFor(poe).env("POE_CONFIRM", "destructive");
        var confirming = servers.stdio(launch, question -> {
            questions.add(question.path("message").asText());
            return object("action", "decline");
        });
        JsonNode chat = confirming
                .call("send_message", "message", "keep me", "bot", "Echo")
                .assertOk()
                .structured()
                .path("chat");
        confirming
                .call("set_chat_title", "chat_id", chat.path("chat_id"), "title", "Precious")
                .assertOk();

        confirming.call("delete_chat", "chat_id", chat.path("chat_id")).assertError("not_confirmed");

        assertEquals(1, questions.size());
        assertTrue(questions.get(0).contains("Precious"), () -> "should name the chat: " + questions);
        assertEquals(0, poe.requests().count("deleteChat"));
    }

    @Test
    void filesOutsideAllowedFolders_areRejected(@TempDir Path folder, Servers servers) throws Exception {
        Path allowed = Files.createDirectories(folder.resolve("allowed"));
        Path outside = Files.writeString(folder.resolve("outside.txt"), "private");
        Files.createSymbolicLink(allowed.resolve("link.txt"), outside);
        Files.createDirectories(allowed.resolve("dir"));
        Files.writeString(allowed.resolve("fine.txt"), "fine");
        var restricted = servers.stdio(Launch.serverFor(poe).env("POE_FILES", allowed.toString()));
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
            restricted
                    .call("send_message", "message", "read", "bot", "Echo", "files", List.of(file))
                    .assertError("file_rejected");
        }
        assertEquals(0, sent());

        restricted
                .call(
                        "send_message",
                        "message",
                        "read",
                        "bot",
                        "Echo",
                        "files",
                        List.of(allowed.resolve("fine.txt").toString()))
                .assertOk();

        assertEquals(1, poe.sentMessages().get(sentBefore).files().size());
    }
}
