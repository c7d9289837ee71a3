package dev.poemcp.emulator.api;

import static dev.poemcp.emulator.api.ApiClient.query;
import static dev.poemcp.emulator.api.ApiClient.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior.Answers;
import dev.poemcp.emulator.control.ApiBehavior.ErrorCode;
import dev.poemcp.emulator.control.ApiBehavior.Payment;
import dev.poemcp.emulator.control.EmulatorOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures and odd responses that a test selects, over sockets. */
class ApiBehaviorIT {
    private static final String PATH = "/v1/chat/completions";

    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client = new ApiClient(poe);

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void plannedStatus_replacesNextRequestsOnly() throws Exception {
        poe.api().failNext(2, 529, Duration.ofSeconds(3));

        var first = client.post(PATH, question("Echo", "hi", ""));
        var second = client.get("/v1/models");
        var third = client.post(PATH, question("Echo", "hi", ""));

        assertEquals(529, first.statusCode());
        assertEquals("3", first.headers().firstValue("retry-after").orElse(""));
        assertEquals("overloaded_error", error(first.body()).path("type").asText());
        assertEquals(529, second.statusCode());
        assertEquals(200, third.statusCode());
        assertEquals(1, poe.apiQueries().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"stream\":true"})
    void statusAfterExecution_isOfChargedQuestion(String stream) throws Exception {
        poe.bot("Haiku").says("old pond ", "frog").costs(7);
        poe.api().failNextAfterExecution(1, 502);

        var response = client.post(PATH, question("Haiku", "hi", stream));

        assertEquals(502, response.statusCode());
        assertEquals("upstream_error", error(response.body()).path("type").asText());
        assertEquals(7, poe.ledger().spent());
        assertEquals(1, poe.requests().executions("apiChatCompletions"));
    }

    @Test
    void closedConnection_isOfChargedQuestion() throws Exception {
        poe.api().transfer().closedBeforeHead(true);

        assertThrows(IOException.class, () -> client.post(PATH, question("Echo", "hi", "")));

        // The JDK's client repeats no post whose connection it opened itself.
        assertEquals(1, poe.apiQueries().size());
    }

    @Test
    void errors_haveEachSpelling() throws Exception {
        poe.api().payment(Payment.INSUFFICIENT_QUOTA);
        poe.api().errorCode(ErrorCode.NUMBER);
        var broke = error(client.post(PATH, question("Broke", "hi", "")).body());
        poe.api().unauthorizedType("invalid_request_error");
        poe.api().errorCode(ErrorCode.ABSENT);
        var stranger =
                error(new ApiClient(poe, "x").get("/usage/current_balance").body());
        poe.api().errorCode(ErrorCode.NULL);
        var unknown = error(client.get("/v1/unknown").body());

        assertEquals("insufficient_quota", broke.path("type").asText());
        assertEquals(402, broke.path("code").asInt());
        assertEquals("invalid_request_error", stranger.path("type").asText());
        assertTrue(stranger.path("code").isMissingNode());
        assertTrue(unknown.path("code").isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"stream\":true"})
    void cutBody_endsConnectionAfterThatManyBytes(String stream) throws Exception {
        poe.bot("Haiku").says("old pond ", "frog leaps in");
        poe.api().transfer().cutAt(50);
        var request = client.posted(PATH, question("Haiku", "hi", stream));

        var response = client.http().send(request, BodyHandlers.ofInputStream());
        var read = new byte[1_000];
        var length = 0;
        try (var body = response.body()) {
            while (length < 50) {
                length += body.read(read, length, read.length - length);
            }
            assertThrows(IOException.class, body::read);
        }

        assertEquals(50, length);
        assertEquals(1, poe.apiQueries().size());
        poe.api().transfer().cutNothing();
        assertEquals(200, client.post(PATH, question("Haiku", "hi", stream)).statusCode());
    }

    @Test
    void singleBytes_areTheSameBody() throws Exception {
        poe.bot("Haiku").says("ôld pond 🐸 ", "frog");
        poe.api().transfer().singleBytes(true);

        var events = client.events("/bot/Haiku", query("hi", "", ""));

        assertEquals("ôld pond 🐸 ", events.get(2).json().path("text").asText());
        assertEquals("done", events.get(events.size() - 1).name());
    }

    @Test
    void malformedEvent_precedesText() throws Exception {
        poe.api().transfer().malformedEvents(true);

        var chat = client.events(PATH, question("Echo", "hi", "\"stream\":true"));
        var bot = client.events("/bot/Echo", query("hi", "", ""));

        assertThrows(IOException.class, () -> chat.get(0).json());
        assertThrows(IOException.class, () -> bot.get(2).json());
        assertEquals("hi", chat.get(1).json().at("/choices/0/delta/content").asText());
    }

    @Test
    void emptyAnswer_hasNoTextAndStops() throws Exception {
        poe.api().answers(Answers.EMPTY);

        var whole = client.chat(question("Echo", "hi", ""));
        var stream = client.events(PATH, question("Echo", "hi", "\"stream\":true"));

        assertEquals("", whole.at("/choices/0/message/content").asText());
        assertEquals("stop", whole.at("/choices/0/finish_reason").asText());
        assertEquals(2, stream.size());
    }

    @Test
    void sizedAnswer_hasThatManyBytes() throws Exception {
        poe.api().answersOf(1_234_567);

        var answer = client.chat(question("Echo", "hi", ""));

        assertEquals(1_234_567, answer.at("/choices/0/message/content").asText().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"stream\":true"})
    void endlessAnswer_flowsUntilClientLeaves(String stream) throws Exception {
        poe.api().answers(Answers.ENDLESS);
        var request = client.posted(PATH, question("Echo", "hi", stream));

        var response = client.http().send(request, BodyHandlers.ofInputStream());

        try (var body = response.body()) {
            assertEquals(3_000_000, body.readNBytes(3_000_000).length);
        }
        poe.api().answers(Answers.SCRIPTED);
        assertEquals(200, client.post(PATH, question("Echo", "hi", "")).statusCode());
    }

    @Test
    void cutStreamOverHttp2_fails() throws Exception {
        try (var secure = PoeEmulator.start(EmulatorOptions.defaults().withTls())) {
            var http2 = new ApiClient(secure);
            var body = question("Echo", "hi", "\"stream\":true");
            var whole = http2.send(http2.posted(PATH, body));
            secure.api().transfer().cutAt(50);

            assertEquals(HttpClient.Version.HTTP_2, whole.version());
            assertTrue(whole.body().endsWith("data: [DONE]\n\n"));
            assertThrows(IOException.class, () -> http2.post(PATH, body));
        }
    }

    @Test
    void indexes_areInEventsOfText() throws Exception {
        poe.api().transfer().indexes(true);

        var text = client.events("/bot/Echo", query("hi", "", "")).get(2).json();

        assertEquals(0, text.path("index").asInt(-1));
    }

    @Test
    void delayedFirstByte_followsExecution() throws Exception {
        poe.api().transfer().firstByteDelay(Duration.ofMillis(300));
        var started = System.nanoTime();

        client.chat(question("Echo", "hi", ""));

        assertTrue(System.nanoTime() - started >= 300_000_000);
    }

    private static JsonNode error(String body) throws IOException {
        return ApiClient.JSON.readTree(body).path("error");
    }
}
