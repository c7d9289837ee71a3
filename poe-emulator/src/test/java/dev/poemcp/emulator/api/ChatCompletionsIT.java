package dev.poemcp.emulator.api;

import static dev.poemcp.emulator.api.ApiClient.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.api.ApiClient.Event;
import dev.poemcp.emulator.control.ApiBehavior.BotAccess;
import dev.poemcp.emulator.control.ApiBehavior.UnknownParameters;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chat completions over sockets. */
class ChatCompletionsIT {
    private static final String PATH = "/v1/chat/completions";
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"parameters\":{}}}]";

    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client = new ApiClient(poe);

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void wholeAnswer_hasTextUsageAndProvidersModelName() throws Exception {
        poe.bot("GPT-5").says("old pond ", "frog leaps in").thinks("A haiku.").costs(7);

        var answer = client.chat(question("gpt-5", "hi there", ""));

        assertEquals(
                "old pond frog leaps in",
                answer.at("/choices/0/message/content").asText());
        assertEquals(
                "A haiku.", answer.at("/choices/0/message/reasoning_content").asText());
        assertEquals("stop", answer.at("/choices/0/finish_reason").asText());
        assertEquals("chat.completion", answer.path("object").asText());
        assertEquals(2, answer.at("/usage/prompt_tokens").asInt());
        assertEquals(8, answer.at("/usage/completion_tokens").asInt());
        assertFalse(answer.path("model").asText().equalsIgnoreCase("gpt-5"));
        assertEquals(7, poe.ledger().spent());
    }

    @Test
    void stream_yieldsPiecesUsageAndEndMark() throws Exception {
        poe.bot("Haiku")
                .says("old pond ", "frog")
                .thenReplacesTextWith("new pond ")
                .says("fish");

        var events = client.events(
                PATH, question("Haiku", "hi", "\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        assertEquals("new pond fish", text(events));
        assertEquals(
                "assistant", events.get(0).json().at("/choices/0/delta/role").asText());
        var usage = events.get(events.size() - 2).json();
        assertTrue(usage.path("choices").isEmpty());
        assertEquals(4, usage.at("/usage/completion_tokens").asInt());
        assertEquals(
                "stop",
                events.get(events.size() - 3)
                        .json()
                        .at("/choices/0/finish_reason")
                        .asText());
        assertEquals("[DONE]", events.get(events.size() - 1).data());
    }

    @Test
    void limits_endTextEarly() throws Exception {
        poe.bot("Haiku").says("one two ", "three four");

        var stopped = client.chat(question("Haiku", "hi", "\"stop\":[\" \\t\",\"three\"]"));
        var truncated = client.chat(question("Haiku", "hi", "\"max_tokens\":3"));

        assertEquals("one two ", stopped.at("/choices/0/message/content").asText());
        assertEquals("stop", stopped.at("/choices/0/finish_reason").asText());
        assertEquals("one two thre", truncated.at("/choices/0/message/content").asText());
        assertEquals("length", truncated.at("/choices/0/finish_reason").asText());
    }

    @Test
    void functionCall_endsReplyAndResultContinuesIt() throws Exception {
        poe.bot("GPT-5")
                .says("Let me look.")
                .callsFunction("lookup", "{\"city\": \"Oslo\"}")
                .says("Rain.");

        var call = client.chat(question("GPT-5", "weather?", TOOLS));
        var stream = client.events(PATH, question("GPT-5", "weather?", "\"stream\":true," + TOOLS));
        var continued = client.chat("{\"model\":\"GPT-5\",\"messages\":[{\"role\":\"user\",\"content\":\"weather?\"},"
                + call.at("/choices/0/message")
                + ",{\"role\":\"tool\",\"tool_call_id\":\"lookup:0\",\"content\":\"4 mm\"}]," + TOOLS + "}");

        assertEquals("tool_calls", call.at("/choices/0/finish_reason").asText());
        assertEquals(
                "lookup",
                call.at("/choices/0/message/tool_calls/0/function/name").asText());
        var arguments = new StringBuilder();
        for (var event : stream.subList(0, stream.size() - 1)) {
            arguments.append(event.json()
                    .at("/choices/0/delta/tool_calls/0/function/arguments")
                    .asText());
        }
        assertEquals("{\"city\": \"Oslo\"}", arguments.toString());
        assertEquals("Rain.", continued.at("/choices/0/message/content").asText());
    }

    @Test
    void toolsOfModelWithoutThem_areRefused() throws Exception {
        var error = error(400, question("DeepSeek-R1", "hi", TOOLS));

        assertEquals("unsupported_feature_for_model", error.path("code").asText());
        assertEquals("model", error.path("param").asText());
        assertEquals(0, poe.ledger().spent());
    }

    @Test
    void attachedImage_isMarkdownAndAddressThatIsServed() throws Exception {
        poe.bot("Painter").says("Here.").attaches("cat.png", "image/png", new byte[] {1, 2});

        var text = client.chat(question("Painter", "a cat", ""))
                .at("/choices/0/message/content")
                .asText();

        var address = text.substring(text.lastIndexOf('\n') + 1);
        assertEquals("Here.\n\n![cat.png](" + address + ")\n\n" + address, text);
        assertEquals(200, client.get(address).statusCode());
    }

    @Test
    void files_areReadFromParts() throws Exception {
        var parts = "[{\"type\":\"text\",\"text\":\"Compare.\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a.png\"}},"
                + "{\"type\":\"file\",\"file\":{\"filename\":\"b.pdf\",\"file_data\":\"data:application/pdf;base64,AAAA\"}}]";

        client.chat("{\"model\":\"GPT-5\",\"messages\":[{\"role\":\"user\",\"content\":" + parts + "}]}");

        var query = poe.apiQueries().get(0);
        assertEquals("Compare.", query.text());
        assertEquals(List.of("https://example.org/a.png", "b.pdf"), query.files());
        assertEquals("test", query.keyName());
        assertEquals(1, poe.requests().executions("apiChatCompletions"));
    }

    @Test
    void failedReply_isStatusBeforeTextAndEventAfterIt() throws Exception {
        poe.bot("Early").costs(9).thenEndsWith("error_llm", "The provider is down.");
        poe.bot("Late").costs(9).says("Well, ").thenEndsWith("error_llm", "The provider is down.");

        var early = error(500, question("Early", "hi", "\"stream\":true"));
        var late = client.events(PATH, question("Late", "hi", "\"stream\":true"));

        assertEquals("provider_error", early.path("type").asText());
        assertEquals("Well, ", late.get(0).json().at("/choices/0/delta/content").asText());
        assertEquals(
                "The provider is down.", late.get(1).json().at("/error/message").asText());
        assertEquals(2, late.size());
        assertEquals(0, poe.ledger().spent());
    }

    @Test
    void inaccessibleBots_haveTheirOwnErrors() throws Exception {
        poe.api().access("Echo", BotAccess.PRIVATE);
        poe.api().access("GPT-5", BotAccess.SUBSCRIPTION);
        poe.api().access("Grok-4", BotAccess.REMOVED);

        assertEquals(
                "permission_error",
                error(403, question("Echo", "hi", "")).path("type").asText());
        assertEquals(
                "subscription_required",
                error(402, question("GPT-5", "hi", "")).path("type").asText());
        assertEquals(
                "model_not_found",
                error(400, question("Grok-4", "hi", "")).path("code").asText());
        assertEquals(
                "model_not_found",
                error(400, question("Nobody", "hi", "")).path("code").asText());
        assertEquals(
                "insufficient_credits",
                error(402, question("Broke", "hi", "")).path("type").asText());
        assertTrue(poe.apiQueries().isEmpty());
    }

    @Test
    void parameters_areCheckedAgainstCatalogue() throws Exception {
        client.chat(question("GPT-5", "hi", "\"verbosity\":\"low\",\"invented\":1"));
        var wrongValue = error(400, question("GPT-5", "hi", "\"verbosity\":\"shrill\""));

        poe.api().unknownParameters(UnknownParameters.REFUSED);
        var unknown = error(400, question("GPT-5", "hi", "\"invented\":1"));

        assertTrue(wrongValue.path("message").asText().contains("\"medium\""), wrongValue::toString);
        assertEquals("invented", unknown.path("param").asText());
    }

    private JsonNode error(int status, String body) throws IOException, InterruptedException {
        var response = client.post(PATH, body);
        ApiClient.assertStatus(status, response);
        assertTrue(response.headers().firstValue("x-request-id").orElse("").startsWith("req_poe_"));
        return ApiClient.JSON.readTree(response.body()).path("error");
    }

    private static String text(List<Event> events) throws IOException {
        var text = new StringBuilder();
        for (var event : events.subList(0, events.size() - 1)) {
            text.append(event.json().at("/choices/0/delta/content").asText());
        }
        return text.toString();
    }
}
