package dev.poemcp.emulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior.BotAccess;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The catalogue over sockets. */
class CatalogueIT {
    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client = new ApiClient(poe);

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void list_needsNoKeyAndHasNoCommunityBots() throws Exception {
        var anonymous = client.send(
                HttpRequest.newBuilder(poe.apiUrl().resolve("/v1/models")).build());

        var data = ApiClient.JSON.readTree(anonymous.body()).path("data");

        assertEquals(18, data.size());
        assertTrue(any(data, entry -> entry.path("id").asText().equals("claude-opus-4.5")));
        assertFalse(any(data, entry -> entry.path("id").asText().equals("echo")));
    }

    @Test
    void entries_haveEveryKindOfPriceEndpointAndParameter() throws Exception {
        var data = client.getJson("/v1/models").path("data");

        assertTrue(any(data, entry -> entry.path("pricing").isNull()));
        assertTrue(any(data, entry -> entry.at("/pricing/request").isTextual()));
        assertTrue(any(data, entry -> entry.at("/pricing/image").isTextual()));
        assertTrue(any(data, entry -> entry.at("/pricing/prompt").isTextual()));
        assertTrue(any(data, entry -> entry.at("/pricing/prompt").asText().equals("0.00")));
        assertTrue(any(data, entry -> entry.path("context_length").isNull()));
        assertTrue(any(
                data,
                entry -> entry.path("supported_endpoints").isEmpty()
                        && entry.at("/architecture/output_modalities/0")
                                .asText()
                                .equals("image")));
        assertTrue(
                any(data, entry -> entry.path("supported_endpoints").toString().equals("[\"/v1/responses\"]")));
        var schemas = new HashSet<String>();
        data.forEach(entry -> entry.path("parameters")
                .forEach(parameter -> schemas.add(parameter
                        .at("/schema/type")
                        .asText(parameter.at("/schema/enum").isArray() ? "enum" : "?"))));
        assertEquals(Set.of("boolean", "string", "number", "enum"), schemas);
    }

    @Test
    void oneModel_isFoundByIdUnlessRemoved() throws Exception {
        var entry = client.getJson("/v1/models/GPT-5");
        poe.api().access("GPT-5", BotAccess.REMOVED);

        assertEquals("gpt-5", entry.path("id").asText());
        assertEquals(400_000, entry.at("/context_window/context_length").asInt());
        assertEquals(404, client.get("/v1/models/gpt-5").statusCode());
        assertEquals(404, client.get("/v1/models/echo").statusCode());
        assertEquals(17, client.getJson("/v1/models").path("data").size());
    }

    private static boolean any(JsonNode data, Predicate<JsonNode> condition) {
        return StreamSupport.stream(data.spliterator(), false).anyMatch(condition);
    }
}
