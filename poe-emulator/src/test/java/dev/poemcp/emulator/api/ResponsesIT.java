package dev.poemcp.emulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Responses over sockets. */
class ResponsesIT {
    private static final String PATH = "/v1/responses";

    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client = new ApiClient(poe);

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void wholeResponse_hasReasoningMessageAndUsage() throws Exception {
        poe.bot("Grok-4").thinks("A haiku.").says("old pond ", "frog").costs(11);

        var response = response("{\"model\":\"grok-4\",\"input\":\"hi there\"}");

        assertEquals("completed", response.path("status").asText());
        assertEquals("A haiku.", response.at("/output/0/summary/0/text").asText());
        assertEquals("message", response.at("/output/1/type").asText());
        assertEquals("old pond frog", response.at("/output/1/content/0/text").asText());
        assertEquals(2, response.at("/usage/input_tokens").asInt());
        assertEquals(6, response.at("/usage/output_tokens").asInt());
        assertEquals(11, poe.ledger().spent());
        assertEquals("apiResponses", poe.apiQueries().get(0).operation());
    }

    @Test
    void stream_endsWithWholeResponse() throws Exception {
        poe.bot("Grok-4").says("old pond ", "frog leaps");

        var events =
                client.events(PATH, "{\"model\":\"Grok-4\",\"input\":\"hi\",\"stream\":true,\"max_output_tokens\":3}");

        assertEquals("response.created", events.get(0).json().path("type").asText());
        assertEquals("old pond ", events.get(1).json().path("delta").asText());
        assertEquals("fro", events.get(2).json().path("delta").asText());
        var last = events.get(3).json();
        assertEquals("response.incomplete", last.path("type").asText());
        assertEquals(
                "old pond fro", last.at("/response/output/0/content/0/text").asText());
        assertEquals(
                "max_output_tokens",
                last.at("/response/incomplete_details/reason").asText());
        assertEquals("[DONE]", events.get(4).data());
    }

    @Test
    void functionCall_isAnsweredByCallId() throws Exception {
        poe.bot("GPT-5").callsFunction("lookup", "{}").says("Rain.");
        var tools = ",\"tools\":[{\"type\":\"function\",\"name\":\"lookup\"},{\"type\":\"web_search_preview\"}]}";

        var call = response("{\"model\":\"GPT-5\",\"input\":\"weather?\"" + tools);
        var item = call.at("/output/0");
        var answer = response("{\"model\":\"GPT-5\",\"input\":[{\"role\":\"user\",\"content\":\"weather?\"}," + item
                + ",{\"type\":\"function_call_output\",\"call_id\":\"call_0\",\"output\":\"4 mm\"}]" + tools);

        assertEquals("function_call", item.path("type").asText());
        assertEquals("call_0", item.path("call_id").asText());
        assertTrue(call.at("/output/1/content/0/text").isMissingNode());
        assertEquals("Rain.", answer.at("/output/0/content/0/text").asText());
    }

    @Test
    void failure_isStatusBeforeTextAndEventAfterIt() throws Exception {
        poe.bot("GPT-5").thenEndsWith("error_llm", "Down.");
        var early = client.post(PATH, "{\"model\":\"GPT-5\",\"input\":\"hi\",\"stream\":true}");
        poe.bot("GPT-5").says("Well, ").thenEndsWith("error_llm", "Down.");
        var late = client.events(PATH, "{\"model\":\"GPT-5\",\"input\":\"hi\",\"stream\":true}");

        assertEquals(500, early.statusCode());
        assertEquals("response.failed", late.get(2).json().path("type").asText());
        assertEquals("Down.", late.get(2).json().at("/response/error/message").asText());
        assertEquals(3, late.size());
        assertEquals(0, poe.ledger().spent());
    }

    @Test
    void unsupportedRequests_areRefused() throws Exception {
        for (var body : List.of(
                "{\"model\":\"Gemini-2.5-Pro\",\"input\":\"hi\"}",
                "{\"model\":\"Echo\",\"input\":\"hi\"}",
                "{\"model\":\"GPT-5\"}",
                "{\"model\":\"GPT-5\",\"input\":[{\"role\":\"bot\",\"content\":\"hi\"}]}",
                "{\"model\":\"GPT-5\",\"input\":[{\"type\":\"function_call_output\",\"output\":\"\"}]}",
                "{\"model\":\"GPT-5\",\"input\":\"hi\",\"reasoning\":{\"effort\":\"wild\"}}",
                "{\"model\":\"GPT-5\",\"input\":\"hi\",\"truncation\":\"some\"}",
                "{\"model\":\"GPT-5\",\"input\":\"hi\",\"temperature\":2.5}")) {
            assertEquals(400, client.post(PATH, body).statusCode(), body);
        }
        var previous = client.post(PATH, "{\"model\":\"GPT-5\",\"input\":\"hi\",\"previous_response_id\":\"resp_1\"}");
        assertEquals(500, previous.statusCode());
        assertTrue(poe.apiQueries().isEmpty());
    }

    private JsonNode response(String body) throws IOException, InterruptedException {
        var response = client.post(PATH, body);
        ApiClient.assertStatus(200, response);
        return ApiClient.JSON.readTree(response.body());
    }
}
