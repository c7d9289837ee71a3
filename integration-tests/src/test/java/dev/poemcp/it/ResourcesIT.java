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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Poe as resources. */
final class ResourcesIT {
    private PoeEmulator poe;
    private HostSession host;

    @SuppressWarnings("NullAway.Init")
    ResourcesIT() {}

    @BeforeEach
    void start() {
        poe = PoeEmulator.start();
        host = HostSession.open(ServerProcess.launchFor(poe));
    }

    @AfterEach
    void stop() {
        host.close();
        poe.close();
    }

    @ParameterizedTest
    @CsvSource({
        "poe://settings, default_bot",
        "poe://chats, chats",
        "poe://categories, categories",
        "poe://bots/Echo, handle"
    })
    void aFixedOrNamedResourceIsJson(String uri, String field) throws JsonProcessingException {
        JsonNode content = read(uri);

        assertEquals("application/json", content.path("mimeType").asText());
        assertTrue(
                new ObjectMapper().readTree(content.path("text").asText()).has(field),
                () -> content.path("text").asText());
    }

    @Test
    void aChatIsATranscriptInMarkdown() {
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
    void theListNamesTheFixedOnesAndThenEveryChatOnce() {
        List<JsonNode> resources = host.list("resources/list", "resources");

        var uris = new TreeSet<String>();
        resources.forEach(resource -> uris.add(resource.path("uri").asText()));
        assertEquals(resources.size(), uris.size(), "none twice");
        assertTrue(uris.containsAll(List.of("poe://settings", "poe://chats", "poe://categories")), uris::toString);
        assertTrue(uris.stream().filter(uri -> uri.startsWith("poe://chats/")).count() > 5, uris::toString);
    }

    @Test
    void anUnknownResourceIsAProtocolError() {
        for (String uri : List.of("poe://nothing", "poe://chats/nochatlikethis9", "poe://bots/No-Such-Bot-9", "x")) {
            JsonNode response = host.await(host.request("resources/read", object("uri", uri)));

            assertTrue(response.path("error").path("code").isInt(), response::toString);
        }
    }

    private JsonNode read(String uri) {
        return HostSession.result(host.await(host.request("resources/read", object("uri", uri))))
                .path("contents")
                .path(0);
    }
}
