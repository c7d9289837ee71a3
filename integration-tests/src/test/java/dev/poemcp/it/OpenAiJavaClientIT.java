package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionTool;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import com.openai.models.models.ModelRetrieveParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior.BotAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's Java client against the emulated API. It validates the responses against its own types. */
@ExtendWith(ServerExtension.class)
final class OpenAiJavaClientIT {
    private static final String CHAT = "apiChatCompletions";

    private final PoeEmulator poe;
    private final OpenAIClient client;

    OpenAiJavaClientIT(PoeEmulator poe) {
        this.poe = poe;
        client = client(poe.apiKey(), 0);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void models_areListedAndRetrieved() {
        List<Model> models = client.models().list().data();

        assertTrue(models.size() > 10, models::toString);
        var first = ModelRetrieveParams.builder().model(models.get(0).id()).build();
        assertEquals(models.get(0), client.models().retrieve(first));
    }

    @Test
    void question_isAnsweredWithUsage() {
        poe.bot("GPT-5").says("Rain, ", "all day.").costs(7);

        ChatCompletion answer =
                client.chat().completions().create(question("gpt-5").build());

        assertEquals("Rain, all day.", text(answer));
        assertEquals(
                ChatCompletion.Choice.FinishReason.STOP, answer.choices().get(0).finishReason());
        assertTrue(answer.usage().orElseThrow().completionTokens() > 0, answer::toString);
        assertEquals(7, poe.ledger().spent());
    }

    @Test
    void stream_yieldsWholeTextAndUsage() {
        poe.bot("GPT-5").says("Rain, ", "all ", "day 🌧️.");
        var whole = ChatCompletionAccumulator.create();
        var question = question("gpt-5")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();

        try (var stream = client.chat().completions().createStreaming(question)) {
            stream.stream().peek(chunk -> chunk.validate()).forEach(whole::accumulate);
        }

        assertEquals("Rain, all day 🌧️.", text(whole.chatCompletion()));
        assertTrue(whole.chatCompletion().usage().orElseThrow().totalTokens() > 0);
    }

    @Test
    void function_isCalledByModelAndItsResultAnswered() {
        poe.bot("GPT-5")
                .says("Let me look.")
                .callsFunction("lookup", "{\"city\": \"Oslo\"}")
                .says("It rains.");
        var question = question("gpt-5").addTool(lookup());

        var message = client.chat()
                .completions()
                .create(question.build())
                .choices()
                .get(0)
                .message();
        var call = message.toolCalls().orElseThrow().get(0);
        var result = ChatCompletionToolMessageParam.builder()
                .toolCallId(call.id())
                .content("4 mm of rain")
                .build();
        var answer = client.chat()
                .completions()
                .create(question.addMessage(message).addMessage(result).build());

        assertEquals("lookup", call.function().name());
        assertEquals("{\"city\": \"Oslo\"}", call.function().arguments());
        assertEquals("It rains.", text(answer));
    }

    @Test
    void responses_areAnswered() {
        poe.bot("GPT-5").says("Rain, ", "all day.");

        var question =
                ResponseCreateParams.builder().model("gpt-5").input("Weather?").build();
        // Poe is not known to repeat the request's settings in the answer, which the validation requires.
        var lenient = RequestOptions.builder().responseValidation(false).build();

        var answer = client.responses().create(question, lenient);

        var content = answer.output().get(0).asMessage().content();
        assertEquals("Rain, all day.", content.get(0).asOutputText().text());
    }

    @Test
    void wrongKey_isUnauthorized() {
        OpenAIClient stranger = client("sk-poe-WRONG", 0);

        var error = assertThrows(
                UnauthorizedException.class,
                () -> stranger.chat().completions().create(question("gpt-5").build()));

        assertEquals("invalid_api_key", error.code().orElseThrow());
        stranger.close();
    }

    @Test
    void failedQuestion_isErrorOfItsStatus() {
        poe.bot("Private");
        poe.api().access("Private", BotAccess.PRIVATE);

        assertError(BadRequestException.class, 400, "no-such-model");
        assertError(UnexpectedStatusCodeException.class, 402, "Broke");
        assertError(PermissionDeniedException.class, 403, "Private");
        assertEquals(0, poe.ledger().spent());
    }

    @Test
    void rateLimit_isErrorWithoutRetriesAndWaitedForWithThem() {
        poe.api().failNext(1, 429, Duration.ofSeconds(1));
        assertError(RateLimitException.class, 429, "gpt-5");
        assertEquals(1, poe.requests().count(CHAT));

        poe.api().failNext(1, 429, Duration.ofSeconds(1));
        OpenAIClient patient = client(poe.apiKey(), 2);
        long start = System.nanoTime();
        patient.chat().completions().create(question("gpt-5").build());

        assertTrue(System.nanoTime() - start >= Duration.ofSeconds(1).toNanos(), "Retry-After is waited for");
        assertEquals(3, poe.requests().count(CHAT));
        assertEquals(1, poe.requests().executions(CHAT));
        patient.close();
    }

    private <T extends OpenAIServiceException> void assertError(Class<T> type, int status, String model) {
        var question = question(model).build();

        var error = assertThrows(type, () -> client.chat().completions().create(question));

        assertEquals(status, error.statusCode());
    }

    private OpenAIClient client(String key, int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(poe.apiUrl() + "/v1")
                .apiKey(key)
                .maxRetries(retries)
                .responseValidation(true)
                .build();
    }

    private static ChatCompletionCreateParams.Builder question(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addSystemMessage("Be short.")
                .addUserMessage("What is the weather in Oslo?")
                .maxCompletionTokens(1000);
    }

    private static ChatCompletionTool lookup() {
        var parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build();
        return ChatCompletionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("lookup")
                        .parameters(parameters)
                        .build())
                .build();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().get(0).message().content().orElseThrow();
    }
}
