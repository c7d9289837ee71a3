package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid tool arguments: the error names what is allowed, and no request reaches Poe. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class BadInputIT {
    private final PoeEmulator poe;
    private final HostSession host;

    BadInputIT(PoeEmulator poe, HostSession host) {
        this.poe = poe;
        this.host = host;
    }

    static Stream<Arguments> invalidArguments() {
        return Stream.of(
                invalid("unknown argument", "send_message", object("message", "hi", "bott", "Echo"), "bott", "bot"),
                invalid("unknown argument", "get_chat_history", object("limit", 5), "limit", "count"),
                invalid("missing argument", "send_message", object("bot", "Echo"), "message"),
                invalid("text for a number", "get_chat_history", object("count", "many"), "count"),
                invalid("number for a text", "get_bot_info", object("bot_handle", 7), "bot_handle"),
                invalid("text for a list", "compare_bots", object("message", "hi", "bots", "Echo"), "bots"),
                invalid(
                        "too few in a list",
                        "compare_bots",
                        object("message", "hi", "bots", List.of("Echo")),
                        "bots",
                        "2"),
                invalid(
                        "too many in a list",
                        "compare_bots",
                        object("message", "hi", "bots", List.of("1", "2", "3", "4", "5", "6", "7", "8", "9")),
                        "bots",
                        "8"),
                invalid("under its bounds", "get_chat_history", object("count", 0), "count", "1"),
                invalid("over its bounds", "explore", object("count", 101), "count", "100"),
                invalid("a fraction", "explore", object("count", 1.5), "count"),
                invalid("empty text", "send_message", object("message", ""), "message"),
                invalid("blank text", "send_message", object("message", "  \n "), "message"),
                invalid(
                        "not one of the allowed",
                        "explore",
                        object("entity_type", "cat"),
                        "entity_type",
                        "bot",
                        "user"),
                invalid("neither chat id nor code", "delete_chat", object(), "chat_id", "chat_code"),
                invalid("neither user id nor handle", "follow_user", object(), "user_id", "user_handle"),
                invalid(
                        "both bot id and handle",
                        "set_default_bot",
                        object("bot_id", 1, "bot_handle", "Echo"),
                        "bot_id",
                        "bot_handle"),
                invalid(
                        "an empty list",
                        "delete_messages",
                        object("chat_id", 1, "message_ids", List.of()),
                        "message_ids"));
    }

    private static Arguments invalid(String description, String tool, ObjectNode arguments, String... expectedWords) {
        return Arguments.of(description, tool, arguments, List.of(expectedWords));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("invalidArguments")
    void invalidArgument_isNamedWithAllowedValues(
            String description, String tool, ObjectNode arguments, List<String> expectedWords) {
        int requestsBefore = poe.requests().all().size();

        var outcome = host.outcome(host.startCall(tool, arguments)).assertError("invalid_argument");

        for (String name : expectedWords) {
            assertTrue(
                    outcome.text().contains(name), () -> description + " should name " + name + ": " + outcome.text());
        }
        assertEquals(requestsBefore, poe.requests().all().size(), "no request reaches Poe");
    }

    @Test
    void unknownObject_returnsItsErrorCode() {
        host.call("send_message", "message", "hi", "bot", "No-Such-Bot-9").assertError("bot_not_found");
        host.call("get_bot_info", "bot_handle", "No-Such-Bot-9").assertError("bot_not_found");
        host.call("get_user_info", "user_handle", "no-such-user-9").assertError("user_not_found");
        host.call("get_chat_messages", "chat_code", "nochatlikethis9").assertError("chat_not_found");
        host.call("set_chat_title", "chat_id", 999_999_999_999L, "title", "t").assertError("chat_not_found");
        host.call("get_total_cost_points", "message_code", "nomessage9").assertError("message_not_found");
        host.call("import_chat", "share_code", "noshare9").assertError("share_not_found");
        host.call("explore", "category", "No such category").assertError("category_not_found");
        host.call("send_message", "message", "hi", "bot", "Echo", "files", List.of("/no/such/file"))
                .assertError("file_rejected");

        assertEquals(List.of(), poe.sentMessages(), "nothing was sent");
    }

    @Test
    void unknownTool_returnsProtocolErrorWithItsName() {
        JsonNode response = host.await(host.request("tools/call", object("name", "send_massage")));

        assertEquals(-32602, response.path("error").path("code").asInt(), response::toString);
        assertTrue(response.path("error").path("message").asText().contains("send_massage"), response::toString);
    }

    @Test
    void unknownMethod_returnsProtocolError() {
        JsonNode response = host.await(host.request("tools/destroy", object()));

        assertEquals(-32601, response.path("error").path("code").asInt(), response::toString);
    }

    @Test
    void absentArguments_areAllowedWhereNoneAreRequired() {
        JsonNode response = host.await(host.request("tools/call", object("name", "get_available_categories")));

        assertTrue(
                response.path("result")
                                .path("structuredContent")
                                .path("categories")
                                .size()
                        > 0,
                response::toString);
    }
}
