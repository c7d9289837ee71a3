package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP resources and prompts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class ResourcesIT {
    private final HostSession host;

    ResourcesIT(PoeEmulator poe, Servers servers) {
        host = servers.stdio(Launch.serverFor(poe).measuringCoverage());
    }

    @ParameterizedTest
    @CsvSource({
        "poe://settings, default_bot",
        "poe://chats, chats",
        "poe://categories, categories",
        "poe://bots/Echo, handle"
    })
    void fixedOrNamedResource_isJson(String uri, String field) throws JsonProcessingException {
        JsonNode content = read(uri);

        assertEquals("application/json", content.path("mimeType").asText());
        assertTrue(
                new ObjectMapper().readTree(content.path("text").asText()).has(field),
                () -> content.path("text").asText());
    }

    @Test
    void chat_isMarkdownTranscript() {
        JsonNode chat = host.call("send_message", "message", "Where do frogs sit?", "bot", "Echo")
                .assertOk()
                .structured()
                .path("chat");
        host.call("set_chat_title", "chat_id", chat.path("chat_id"), "title", "Frogs")
                .assertOk();

        JsonNode content = read("poe://chats/" + chat.path("chat_code").asText());

        assertEquals("text/markdown", content.path("mimeType").asText());
        String markdown = content.path("text").asText();
        assertTrue(markdown.startsWith("# Frogs"), markdown);
        assertTrue(markdown.contains("Where do frogs sit?"), markdown);
        assertTrue(markdown.contains("Echo"), markdown);
    }

    @Test
    void resourceList_hasFixedResourcesAndEveryChatOnce() {
        List<JsonNode> resources = host.list("resources/list", "resources");

        var uris = new TreeSet<String>();
        resources.forEach(resource -> uris.add(resource.path("uri").asText()));
        assertEquals(resources.size(), uris.size(), "no duplicates");
        assertTrue(uris.containsAll(List.of("poe://settings", "poe://chats", "poe://categories")), uris::toString);
        assertTrue(uris.stream().filter(uri -> uri.startsWith("poe://chats/")).count() > 5, uris::toString);
    }

    @Test
    void unknownResource_returnsProtocolError() {
        for (String uri : List.of("poe://nothing", "poe://chats/nochatlikethis9", "poe://bots/No-Such-Bot-9", "x")) {
            JsonNode response = host.await(host.request("resources/read", object("uri", uri)));

            assertTrue(response.path("error").path("code").isInt(), response::toString);
        }
    }

    @Test
    void subscribedResource_sendsUpdates() {
        JsonNode chat = host.call("send_message", "message", "first", "bot", "Echo")
                .assertOk()
                .structured()
                .path("chat");
        String transcript = "poe://chats/" + chat.path("chat_code").asText();
        HostSession.result(host.await(host.request("resources/subscribe", object("uri", transcript))));

        host.call("send_message", "message", "second", "chat_id", chat.path("chat_id"))
                .assertOk();

        Waiting.until("an update of the chat", () -> !updatesOf(transcript).isEmpty());
        HostSession.result(host.await(host.request("resources/unsubscribe", object("uri", transcript))));
    }

    @Test
    void templates_completeTheirVariables() {
        List<JsonNode> templates = host.list("resources/templates/list", "resourceTemplates");
        var uris = new TreeSet<String>();
        templates.forEach(template -> uris.add(template.path("uriTemplate").asText()));
        assertEquals(
                new TreeSet<>(
                        List.of("poe://chats/{chat_code}", "poe://bots/{bot_handle}", "poe://users/{user_handle}")),
                uris);

        JsonNode bots = complete(object("type", "ref/resource", "uri", "poe://bots/{bot_handle}"), "bot_handle", "Ec");

        assertTrue(bots.toString().contains("\"Echo\""), bots::toString);
    }

    @Test
    void prompts_areListedCompletedAndReturned() {
        List<JsonNode> prompts = host.list("prompts/list", "prompts");
        var names = new TreeSet<String>();
        prompts.forEach(prompt -> names.add(prompt.path("name").asText()));
        assertEquals(
                new TreeSet<>(List.of("ask_bot", "compare_bots", "second_opinion", "summarize_chat", "pick_bot")),
                names);

        JsonNode bots = complete(object("type", "ref/prompt", "name", "ask_bot"), "bot", "Pain");
        JsonNode prompt = HostSession.result(host.await(host.request(
                "prompts/get",
                object("name", "ask_bot", "arguments", object("bot", "Painter", "question", "A frog, please")))));

        assertTrue(bots.toString().contains("\"Painter\""), bots::toString);
        assertTrue(prompt.path("messages").toString().contains("A frog, please"), prompt::toString);
    }

    private JsonNode complete(JsonNode reference, String argument, String value) {
        return HostSession.result(host.await(host.request(
                        "completion/complete",
                        object("ref", reference, "argument", object("name", argument, "value", value)))))
                .path("completion")
                .path("values");
    }

    private List<JsonNode> updatesOf(String uri) {
        return host.notifications().stream()
                .filter(message -> message.path("method").asText().equals("notifications/resources/updated"))
                .filter(message -> message.path("params").path("uri").asText().equals(uri))
                .toList();
    }

    private JsonNode read(String uri) {
        return HostSession.result(host.await(host.request("resources/read", object("uri", uri))))
                .path("contents")
                .path(0);
    }
}
