package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The site has changed all of its hashes and its signature, and its scripts no longer name the operations. What Chromium
 * records is enough for a new home.
 */
@RequiresChromium
final class ChromiumCaptureIT {
    private static final String MESSAGE = "hello from the browser";
    private static final Set<String> CAPTURED = Set.of(
            "accountSettings",
            "subscribe",
            "chatHistory",
            "chatPage",
            "botInfo",
            "rateCard",
            "search",
            "sendMessage",
            "chatMessages",
            "regenerate",
            "clearContext",
            "setTitle",
            "shareMessages",
            "deleteMessages",
            "deleteChat",
            "pointsHistory");

    @TempDir
    Path profile;

    @TempDir
    Path folder;

    @Test
    void capture_letsFreshHomeUseEveryOperationInIt() throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026))) {
            poe.bot("Haiku").says("old pond").suggests("more");
            poe.persistedQueries().renew();
            poe.persistedQueries().hideAll();
            try (var session = HostSession.open(Launch.serverFor(poe))) {
                session.call("get_settings").assertError("query_outdated");
            }
            poe.signing().swap(3, 17);
            poe.requests().clear();
            Path capture = record(poe);
            Set<String> inBrowser = operations(poe);
            assertEquals(CAPTURED, names(inBrowser));
            poe.requests().clear();

            var result = CommandsIT.run(
                    atHome(Launch.withoutCredentials(poe)).arguments("calibrate", capture.toString(), "--credentials"));

            assertEquals(0, result.code(), result::toString);
            assertEquals(0, poe.requests().all().size(), "calibrate makes no requests");
            assertHasNoSecret(poe, result.stdout() + result.stderr());
            assertHasNoSecret(poe, Files.readString(folder.resolve("cache/poe-mcp/site.json")));

            try (var session = HostSession.open(atHome(Launch.withoutCredentials(poe)))) {
                useEveryOperation(session);
            }
            assertEquals(inBrowser, operations(poe), "the same operations, each with its new hash only");
            assertEquals(0, poe.requests().count("home"));
            assertEquals(0, poe.requests().count("script"));
        }
    }

    /** Signs in and uses the site. */
    private Path record(PoeEmulator poe) throws Exception {
        try (var chromium = Chromium.start(profile)) {
            var tab = chromium.openEmpty();
            try (var recorder = HarRecorder.attach(tab.debuggerUrl())) {
                tab.navigate(poe.url());
                tab.click("form button");
                tab.awaitText(" chats.");
                var sent = ask(tab, "sendMessage", """
                        {chatId: null, bot: "Haiku", query: "%s", shouldFetchChat: true,
                        source: {sourceType: "chat_input", chatInputMetadata: {useVoiceRecord: false}},
                        clientNonce: "abcdefgh12345671", sdid: "d1", attachments: [], existingMessageAttachmentsIds: [],
                        chatNonce: "abcdefgh12345672", referencedMessageId: null, parameters: null, fileHashJwts: [],
                        isTemporary: false}""".formatted(MESSAGE)).path("messageEdgeCreate");
                JsonNode chat = sent.path("chat");
                String chatId = chat.path("chatId").asText();
                String question = sent.at("/message/node/messageId").asText();

                tab.navigate(poe.url().resolve("/chat/" + chat.path("chatCode").asText()));
                Waiting.until("the chat's page", () -> poe.requests().count("chatPage") > 0);
                Waiting.until("the reply is complete", () -> {
                    JsonNode last = lastMessage(tab, chat);
                    return !last.path("messageId").asText().equals(question)
                            && last.path("state").asText().equals("complete");
                });
                String reply = lastMessage(tab, chat).path("messageId").asText();
                JsonNode bot = ask(tab, "botInfo", "{botHandle: 'Haiku'}").path("bot");
                ask(tab, "rateCard", "{botId: " + bot.path("botId").asText() + "}");
                ask(tab, "search", "{query: 'haiku', entityType: 'bot', count: 5, cursor: null}");
                ask(tab, "pointsHistory", "{limit: 5, cursor: null}");
                ask(tab, "setTitle", "{chatId: " + chatId + ", title: 'Pond'}");
                ask(tab, "regenerate", "{messageId: " + reply + "}");
                ask(tab, "shareMessages", "{chatId: " + chatId + ", messageIds: [" + question + "]}");
                ask(tab, "clearContext", "{chatId: " + chatId + ", clientNonce: 'abcdefgh12345673'}");
                ask(tab, "deleteMessages", "{connections: [], messageIds: [" + question + "]}");
                ask(tab, "deleteChat", "{chatId: " + chatId + "}");
                recorder.await(
                        "the last request",
                        entry -> entry.at("/request/postData/text").asText().contains("useDeleteChat"));
                return recorder.save(folder.resolve("poe.har"));
            }
        }
    }

    private static JsonNode lastMessage(ChromiumTab tab, JsonNode chat) {
        String variables = "{count: 1, cursor: null, id: '" + chat.path("id").asText() + "'}";
        return ask(tab, "chatMessages", variables).at("/node/messagesConnection/edges/0/node");
    }

    /** A request that the page's own script signs and sends. */
    private static JsonNode ask(ChromiumTab tab, String operation, String variables) {
        JsonNode response = tab.await("poeAsk('" + operation + "', " + variables + ")");
        assertTrue(response.path("data").isObject(), () -> operation + ": " + response);
        return response.path("data");
    }

    private static void useEveryOperation(HostSession session) {
        session.call("get_settings").assertOk();
        session.call("get_bot_info", "bot_handle", "Haiku").assertOk();
        session.call("explore", "query", "haiku").assertOk();
        session.call("get_usage_history").assertOk();
        var sent = session.call("send_message", "bot", "Haiku", "message", "hi");
        sent.assertOk();
        assertEquals("old pond", sent.structured().path("text").asText());
        String chat = sent.structured().at("/chat/chat_code").asText();
        session.call("retry_message", "chat_code", chat).assertOk();
        session.call("set_chat_title", "chat_code", chat, "title", "Frog").assertOk();
        var history = session.call("get_chat_history");
        history.assertOk();
        assertTrue(history.structured().toString().contains("Frog"), history::toString);
        // Longer than the newest page of a chat.
        var older = session.call("get_chat_messages", "chat_code", longChat(history.structured()), "count", 30);
        older.assertOk();
        assertEquals(30, older.structured().path("messages").size());
        var messages =
                session.call("get_chat_messages", "chat_code", chat).assertOk().structured();
        JsonNode question = messages.at("/messages/0/message_id");
        session.call("get_message_share_url", "chat_code", chat, "message_ids", List.of(question))
                .assertOk();
        session.call("clear_chat_context", "chat_code", chat).assertOk();
        session.call("delete_messages", "chat_code", chat, "message_ids", List.of(question))
                .assertOk();
        session.call("delete_chat", "chat_code", chat).assertOk();
    }

    private static String longChat(JsonNode history) {
        for (JsonNode chat : history.path("chats")) {
            if (chat.path("title").asText().equals("Why does my loop never end?")) {
                return chat.path("chat_code").asText();
            }
        }
        throw new AssertionError("the emulator has no long chat: " + history);
    }

    private static void assertHasNoSecret(PoeEmulator poe, String text) {
        var account = poe.account();
        for (String secret : List.of(account.pB(), account.pLat(), account.formkey(), MESSAGE, "old pond", "Pond")) {
            assertFalse(text.contains(secret), secret);
        }
    }

    /** The GraphQL requests that the site got, as operation and hash. */
    private static Set<String> operations(PoeEmulator poe) {
        return poe.requests().all().stream()
                .filter(request -> request.path().startsWith("/api/gql_"))
                .map(request -> request.operation() + " " + hash(request.bodyText()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String hash(String body) {
        try {
            return new ObjectMapper().readTree(body).at("/extensions/hash").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private static Set<String> names(Set<String> operations) {
        return operations.stream()
                .map(operation -> operation.replaceFirst(" .*", ""))
                .collect(Collectors.toSet());
    }

    private Launch atHome(Launch launch) {
        return launch.env("XDG_CONFIG_HOME", folder.resolve("config").toString())
                .env("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }
}
