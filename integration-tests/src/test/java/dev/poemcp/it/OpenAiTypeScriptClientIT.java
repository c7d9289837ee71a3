package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior.BotAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's TypeScript client against the emulated API: it was written by others, so it checks what the emulator plays. */
@RequiresNode
@ExtendWith(ServerExtension.class)
final class OpenAiTypeScriptClientIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String CHAT = "apiChatCompletions";

    private final PoeEmulator poe;
    private final NodeClients node = NodeClients.installed();

    OpenAiTypeScriptClientIT(PoeEmulator poe) throws IOException {
        this.poe = poe;
    }

    @Test
    void models_areListedAndRetrieved() throws IOException {
        JsonNode report = report("models", "");

        JsonNode models = report.path("models");
        assertTrue(models.size() > 10, report::toString);
        for (JsonNode model : models) {
            assertEquals("model", model.path("object").asText(), model::toString);
            assertFalse(model.path("owned_by").asText().isEmpty(), model::toString);
        }
        assertEquals(models.path(0), report.path("one"));
    }

    @Test
    void question_isAnsweredWithUsage() throws IOException {
        poe.bot("GPT-5").says("Rain, ", "all day.").costs(7);

        JsonNode report = report("chat", "gpt-5");

        JsonNode answer = report.path("answer");
        assertEquals("Rain, all day.", answer.at("/choices/0/message/content").asText(), report::toString);
        assertEquals("stop", answer.at("/choices/0/finish_reason").asText());
        assertEquals(
                answer.at("/usage/prompt_tokens").asInt()
                        + answer.at("/usage/completion_tokens").asInt(),
                answer.at("/usage/total_tokens").asInt());
        assertTrue(report.path("requestId").asText().startsWith("req_poe_"), report::toString);
        assertEquals(7, poe.ledger().spent());
    }

    @Test
    void stream_yieldsPiecesAndUsage() throws IOException {
        poe.bot("GPT-5").says("Rain, ", "all ", "day 🌧️.");

        JsonNode report = report("stream", "gpt-5");

        assertEquals(List.of("Rain, ", "all ", "day 🌧️."), texts(report.path("pieces")), report::toString);
        JsonNode answer = report.path("answer");
        assertEquals(
                "Rain, all day 🌧️.", answer.at("/choices/0/message/content").asText());
        assertEquals("stop", answer.at("/choices/0/finish_reason").asText());
        assertTrue(report.at("/usage/completion_tokens").asInt() > 0, report::toString);
    }

    @Test
    void function_isCalledByModelAndItsResultAnswered() throws IOException {
        poe.bot("GPT-5")
                .says("Let me look.")
                .callsFunction("lookup", "{\"city\": \"Oslo\"}")
                .says("It rains.");

        JsonNode report = report("tools", "gpt-5");

        for (JsonNode run : List.of(report.path("whole"), report.path("streamed"))) {
            assertEquals("It rains.", run.path("text").asText(), report::toString);
            assertEquals("[{\"city\":\"Oslo\"}]", run.path("calls").toString());
            assertEquals(List.of("system", "user", "assistant", "tool", "assistant"), texts(run.path("roles")));
        }
        assertEquals(4, poe.requests().executions(CHAT), "two requests for each of both runs");
    }

    @Test
    void responses_areAnsweredWholeAndStreamed() throws IOException {
        poe.bot("GPT-5").says("Rain, ", "all day.");

        JsonNode report = report("responses", "gpt-5");

        assertEquals("Rain, all day.", report.at("/whole/output_text").asText(), report::toString);
        assertEquals("completed", report.at("/whole/status").asText());
        assertEquals(List.of("Rain, ", "all day."), texts(report.path("pieces")));
        assertEquals(
                report.at("/whole/usage/output_tokens"), report.at("/completed/usage/output_tokens"), report::toString);
    }

    @Test
    void wrongKey_isAuthenticationError() throws IOException {
        JsonNode error =
                report("chat", "gpt-5", Map.of("API_KEY", "sk-poe-WRONG")).path("error");

        assertError("AuthenticationError", 401, "invalid_api_key", error);
        assertTrue(error.path("requestID").asText().startsWith("req_poe_"), error::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-model, BadRequestError, 400, model_not_found",
        "Broke, APIError, 402, insufficient_credits",
        "Private, PermissionDeniedError, 403, ",
        "Subscribers, APIError, 402, subscription_required",
        "Fallen, InternalServerError, 500, internal_error"
    })
    void failedQuestion_isErrorOfItsStatus(String model, String name, int status, String code) throws IOException {
        poe.bot("Private");
        poe.api().access("Private", BotAccess.PRIVATE);
        poe.bot("Subscribers");
        poe.api().access("Subscribers", BotAccess.SUBSCRIPTION);
        poe.bot("Fallen").thenEndsWith("error_llm", "The provider is down.");

        for (String action : List.of("chat", "stream")) {
            assertError(name, status, code, report(action, model).path("error"));
        }
        assertEquals(0, poe.ledger().spent());
    }

    @Test
    void rateLimit_isErrorWithoutRetries() throws IOException {
        poe.api().failNext(1, 429, Duration.ofSeconds(1));

        JsonNode report = report("chat", "gpt-5");

        assertError("RateLimitError", 429, "rate_limit_exceeded", report.path("error"));
        assertEquals(1, poe.requests().count(CHAT));
        assertEquals(0, poe.requests().executions(CHAT));
    }

    @Test
    void rateLimit_isWaitedForByClientThatRetries() throws IOException {
        poe.api().failNext(1, 429, Duration.ofSeconds(1));

        JsonNode report = report("chat", "gpt-5", Map.of("RETRIES", "2"));

        assertTrue(report.has("answer"), report::toString);
        assertTrue(report.path("seconds").asDouble() >= 1, report::toString);
        assertEquals(2, poe.requests().count(CHAT));
        assertEquals(1, poe.requests().executions(CHAT));
    }

    @Test
    void brokenStream_isError() throws IOException {
        poe.bot("GPT-5").says("Rain, ", "all day.", " And the next.");
        poe.api().transfer().cutAt(300);

        JsonNode report = report("stream", "gpt-5");

        assertTrue(report.has("error"), report::toString);
        assertEquals(1, poe.requests().executions(CHAT));
    }

    private static void assertError(String name, int status, String code, JsonNode error) {
        assertEquals(name, error.path("name").asText(), error::toString);
        assertEquals(status, error.path("status").asInt(), error::toString);
        assertEquals(code, error.path("code").asText(null), error::toString);
    }

    private JsonNode report(String action, String model) throws IOException {
        return report(action, model, Map.of());
    }

    private JsonNode report(String action, String model, Map<String, String> options) throws IOException {
        var environment = new HashMap<>(Map.of("BASE_URL", poe.apiUrl().toString(), "API_KEY", poe.apiKey()));
        environment.putAll(options);
        var run = node.run("openai.mjs", environment, LIMIT, action, model);
        assertEquals(0, run.exitCode(), () -> run.stdout() + run.stderr());
        return JSON.readTree(run.stdout());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
