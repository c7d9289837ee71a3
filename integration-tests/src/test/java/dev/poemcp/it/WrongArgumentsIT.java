package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that name the wrong thing, or that are made twice, do no harm and say what is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class WrongArgumentsIT {
    private final PoeEmulator poe;
    private final HostSession host;

    WrongArgumentsIT(PoeEmulator poe, HostSession host) {
        this.poe = poe;
        this.host = host;
        poe.bot("Haiku").says("frog");
    }

    private JsonNode ask() {
        return host.call("send_message", "message", "hi", "bot", "Haiku")
                .assertOk()
                .structured();
    }

    private static String code(JsonNode reply) {
        return reply.at("/chat/chat_code").asText();
    }

    @Test
    void messageOfAnotherChat_isNeitherDeletedNorShared() {
        var here = ask();
        var ids = List.of(
                here.path("message_id").asLong(), ask().path("message_id").asLong());
        for (var tool : List.of("delete_messages", "get_message_share_url")) {
            host.call(tool, "chat_code", code(here), "message_ids", ids).assertError("message_not_found");
        }
        host.call("list_preview_apps", "message_id", 12).assertError("message_not_found");

        assertEquals(0, poe.requests().count("deleteMessages"));
        assertEquals(0, poe.requests().count("shareMessages"));
    }

    @Test
    void idAndCodeOfDifferentChats_doNothing() {
        var one = ask();
        var two = ask();
        var sent = poe.sentMessages().size();
        var id = one.at("/chat/chat_id").asLong();

        var refused =
                host.call("delete_chat", "chat_id", id, "chat_code", code(two)).assertError("invalid_argument");
        host.call("send_message", "message", "hi", "chat_id", id, "chat_code", code(two))
                .assertError("invalid_argument");

        assertTrue(refused.text().contains(Long.toString(id)) && refused.text().contains(code(two)), refused::text);
        assertEquals(sent, poe.sentMessages().size());
        host.call("get_chat_messages", "chat_id", id, "chat_code", code(one)).assertOk();
    }

    @Test
    void cancelAndDeleteOfWhatIsOver_areDone() {
        var chat = code(ask());

        var cancelled =
                host.call("cancel_message", "chat_code", chat).assertOk().structured();
        var first = host.call("delete_chat", "chat_code", chat).assertOk().structured();
        var second = host.call("delete_chat", "chat_code", chat).assertOk().structured();

        assertFalse(cancelled.path("cancelled").asBoolean(true), cancelled::toString);
        assertEquals(chat, cancelled.path("chat_code").asText());
        assertTrue(second.path("deleted").asBoolean(), second::toString);
        assertEquals(first, second);
        host.call("delete_chat", "chat_code", "nosuchchat00000000").assertError("chat_not_found");
    }

    @Test
    void failureInNewChat_namesTheChatAndNeverAdvisesToRepeatARefusal() {
        poe.bot("Grumpy").thenEndsWith("error_no_retry", "I would rather not.");

        var failed = host.call("send_message", "message", "hi", "bot", "Grumpy").assertError("message_failed");
        var left = host.call("get_chat_history", "count", 1)
                .assertOk()
                .structured()
                .at("/chats/0/chat_code")
                .asText();

        assertTrue(failed.text().contains(left), failed::text);
        assertFalse(failed.text().contains("retry_message"), failed::text);
        assertFalse(failed.error().path("retryable").asBoolean(true));
        var read = host.call("get_reply", "chat_code", left).assertOk();
        assertEquals("failed", read.structured().path("state").asText());
        assertFalse(read.text().contains("retry_message"), read::text);
    }

    @Test
    void tooFewPoints_nameTheirPriceAndTheBalance() {
        var balance = poe.ledger().balance();
        poe.bot("Costly").says("gold").costs(balance + 1);

        // Without max_points, the account's own limit would stop it.
        var failed = host.call("send_message", "message", "hi", "bot", "Costly", "max_points", balance + 1)
                .assertError("insufficient_points");

        assertTrue(
                failed.text()
                        .contains("A message to Costly costs " + (balance + 1) + " points and the balance is " + balance
                                + "."),
                failed::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/file", "data:text/plain,hi"})
    void attachmentOfOtherScheme_isRejectedByItsScheme(String url) {
        var refused = host.call("send_message", "message", "hi", "bot", "Haiku", "files", List.of(url))
                .assertError("file_rejected");

        assertTrue(refused.text().contains(url.substring(0, url.indexOf(':')) + " is not a supported"), refused::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@HaikuMaster", "https://poe.com/HaikuMaster", "haikumaster", "@HAIKUMASTER"})
    void botInAnyForm_isFound(String name) {
        var bot = host.call("get_bot_info", "bot_handle", name).assertOk().structured();
        var reply = host.call("send_message", "message", "hi", "bot", name)
                .assertOk()
                .structured();

        assertEquals("HaikuMaster", bot.path("handle").asText());
        assertEquals("HaikuMaster", reply.path("bot").asText());
    }

    @Test
    void answerOfSeveralMessages_isWholeWhoeverReadsIt() {
        var sent = host.call("send_message", "message", "sing", "bot", "Duet")
                .assertOk()
                .structured();
        var read = host.call("get_reply", "chat_code", code(sent)).assertOk().structured();
        var again =
                host.call("retry_message", "chat_code", code(sent)).assertOk().structured();

        for (var reply : List.of(sent, read, again)) {
            assertEquals(
                    "First voice: la la la.\n\nSecond voice: la, la.",
                    reply.path("text").asText());
            assertEquals(2, reply.path("message_ids").size(), reply::toString);
        }
    }
}
