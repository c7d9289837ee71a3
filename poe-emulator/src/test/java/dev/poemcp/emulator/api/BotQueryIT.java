package dev.poemcp.emulator.api;

import static dev.poemcp.emulator.api.ApiClient.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.api.ApiClient.Event;
import dev.poemcp.emulator.control.ApiBehavior.BotAccess;
import dev.poemcp.emulator.control.ApiBehavior.BotFailures;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bot query protocol over sockets. */
class BotQueryIT {
    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client = new ApiClient(poe);

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void reply_comesAsNamedEvents() throws Exception {
        poe.bot("My Bot")
                .says("Thinking")
                .thenReplacesTextWith("A ")
                .says("cat.")
                .attaches("cat.png", "image/png", new byte[] {1})
                .suggests("What breed?");

        var events = client.events("/bot/My%20Bot", query("hi", "", ""));

        assertEquals(
                List.of("meta", "ping", "text", "replace_response", "text", "file", "suggested_reply", "done"),
                events.stream().map(Event::name).toList());
        assertEquals("text/markdown", events.get(0).json().path("content_type").asText());
        assertEquals("A ", events.get(3).json().path("text").asText());
        assertEquals("image/png", events.get(5).json().path("content_type").asText());
        assertEquals(200, client.get(events.get(5).json().path("url").asText()).statusCode());
        assertEquals("{}", events.get(7).data());
    }

    @Test
    void attachmentsAndParameters_areOfLastUserMessage() throws Exception {
        var more = ",\"parameters\":{\"thinking_budget\":2048},\"attachments\":[{\"url\":\"https://example.org/x\","
                + "\"content_type\":\"image/png\",\"name\":\"x.png\",\"inline_ref\":null}]";

        var events = client.events("/bot/claude-opus-4.5", query("Describe", more, ",\"unknown\":1"));

        assertEquals("done", events.get(events.size() - 1).name());
        assertEquals(List.of("x.png"), poe.apiQueries().get(0).files());
        assertEquals("Claude-Opus-4.5", poe.apiQueries().get(0).bot());
    }

    @Test
    void failures_areErrorEvents() throws Exception {
        poe.bot("Down").says("Well").thenEndsWith("error_llm", "Internal server error");
        poe.bot("Rude").thenEndsWith("error_no_retry", "No.");
        poe.api().access("Echo", BotAccess.PRIVATE);

        assertError("true", "", "Internal server error", "/bot/Down", query("hi", "", ""));
        assertError("false", "user_caused_error", "No.", "/bot/Rude", query("hi", "", ""));
        assertError("false", "", "Bot does not exist", "/bot/Nobody", query("hi", "", ""));
        assertError("false", "", "Cannot access private bots", "/bot/Echo", query("hi", "", ""));
        assertError("false", "insufficient_fund", "points", "/bot/Broke", query("hi", "", ""));
        assertError("false", "user_caused_error", "version", "/bot/Slow", "{\"version\":\"9\"}");
        assertError(
                "false",
                "user_caused_error",
                "role",
                "/bot/Slow",
                query("hi", "", "").replace("\"role\":\"user\"", "\"role\":\"assistant\""));
    }

    @Test
    void wrongKey_isErrorEventOrStatus() throws Exception {
        var stranger = new ApiClient(poe, "sk-poe-unknown");

        var events = stranger.events("/bot/Echo", query("hi", "", ""));
        poe.api().botFailures(BotFailures.STATUS);
        var status = stranger.post("/bot/Echo", query("hi", "", ""));

        assertEquals("invalid_api_key", events.get(2).json().path("error_type").asText());
        assertEquals(401, status.statusCode());
        assertEquals(0, poe.requests().executions("apiBotQuery"));
    }

    @Test
    void functionCalls_areJsonEvents() throws Exception {
        poe.bot("GPT-5").callsFunction("lookup", "{}").says("Rain.");
        var tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}]";
        var results = ",\"tool_calls\":[{\"id\":\"lookup:0\",\"type\":\"function\",\"function\":{\"name\":\"lookup\","
                + "\"arguments\":\"{}\"}}],\"tool_results\":[{\"role\":\"tool\",\"tool_call_id\":\"lookup:0\","
                + "\"name\":\"lookup\",\"content\":\"4 mm\"}]";

        var call = client.events("/bot/GPT-5", query("weather?", "", tools));
        var answer = client.events("/bot/GPT-5", query("weather?", "", tools + results));

        assertEquals(
                List.of("meta", "ping", "json", "json", "done"),
                call.stream().map(Event::name).toList());
        assertEquals(
                "lookup",
                call.get(2)
                        .json()
                        .at("/choices/0/delta/tool_calls/0/function/name")
                        .asText());
        assertEquals("Rain.", answer.get(2).json().path("text").asText());
    }

    @Test
    void otherPathsBelow_areUnknown() throws Exception {
        assertEquals(
                404, client.post("/bot/cost/Echo/capture", query("hi", "", "")).statusCode());
        assertEquals(404, client.post("/bot/", query("hi", "", "")).statusCode());
        assertTrue(poe.apiQueries().isEmpty());
    }

    @Test
    void missingEnd_isStreamWithoutDone() throws Exception {
        poe.bot("Haiku").says("old pond");
        poe.api().transfer().withoutEnd(true);

        var events = client.events("/bot/Haiku", query("hi", "", ""));

        assertFalse(events.stream().anyMatch(event -> event.name().equals("done")));
        assertEquals("text", events.get(events.size() - 1).name());
    }

    private void assertError(String allowRetry, String type, String text, String path, String body) throws Exception {
        var events = client.events(path, body);
        var error = events.get(events.size() - 2);
        assertEquals("error", error.name(), path);
        assertEquals(allowRetry, error.json().path("allow_retry").asText(), path);
        assertEquals(type, error.json().path("error_type").asText(), path);
        assertTrue(error.json().path("text").asText().contains(text), error.data());
    }
}
