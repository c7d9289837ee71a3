package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.api.Question.Role;
import dev.poemcp.poe.api.Question.Turn;
import dev.poemcp.poe.api.Question.TurnFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ReplyStreamsIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final Question HELLO = question(Map.of());

    private final ApiServer server = new ApiServer();
    private final CountDownLatch done = new CountDownLatch(1);
    private ApiHttp http = new ApiHttp(server.config(), Clock.systemUTC());
    private final RecordedReply reply = new RecordedReply();

    @AfterEach
    void close() {
        done.countDown();
        http.close();
        server.close();
    }

    @Test
    void chat_sendsConversationAndStreamsAnswer() throws Exception {
        server.on(CHAT, exchange -> ApiServer.respond(exchange, 200, "text/event-stream", """
                data: {"choices":[{"index":0,"delta":{"content":"Hi."},"finish_reason":"stop"}]}

                data: [DONE]

                """));
        var question = new Question(
                "example-1.5",
                List.of(
                        new Turn(Role.USER, "One", List.of()),
                        new Turn(Role.BOT, "Two", List.of()),
                        new Turn(
                                Role.USER,
                                "Three",
                                List.of(
                                        new TurnFile("a.png", "image/png", "AAAA", null),
                                        new TurnFile("b.jpg", "image/jpeg", null, URI.create("https://x.example/b")),
                                        new TurnFile("c.pdf", "application/pdf", "BBBB", null)))),
                Map.of(
                        "thinking_budget",
                        12,
                        "web_search",
                        true,
                        "model",
                        "other",
                        "stream",
                        false,
                        "stop",
                        List.of("x")));

        ask(Endpoint.CHAT_COMPLETIONS, question);

        assertTrue(reply.await().completed);
        assertEquals("Hi.", reply.text.toString());
        var expected = """
                {"model":"example-1.5","thinking_budget":12,"web_search":true,"stop":["x"],
                 "messages":[{"role":"user","content":"One"},{"role":"assistant","content":"Two"},
                  {"role":"user","content":[{"type":"text","text":"Three"},
                   {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                   {"type":"image_url","image_url":{"url":"https://x.example/b"}},
                   {"type":"file","file":{"filename":"c.pdf","file_data":"data:application/pdf;base64,BBBB"}}]}],
                 "stream":true,"stream_options":{"include_usage":true}}""";
        assertEquals(json(expected), asked());
        assertEquals("Bearer " + ApiServer.KEY, server.asked.get(0).authorization());
    }

    @Test
    void chatInOnePiece_asksForNoStream() throws Exception {
        server.onJson(CHAT, 200, "{\"choices\":[{\"message\":{\"content\":\"Hi.\"},\"finish_reason\":\"stop\"}]}");

        new ReplyStreams(http).ask(Endpoint.CHAT_COMPLETIONS, HELLO, false, reply);

        assertTrue(reply.await().completed);
        assertFalse(asked().path("stream").asBoolean(true));
        assertTrue(asked().path("stream_options").isMissingNode());
    }

    @Test
    void responses_sendsInput() throws Exception {
        server.on("/v1/responses", exchange -> ApiServer.respond(exchange, 200, "text/event-stream", """
                data: {"type":"response.output_text.delta","delta":"Hi."}

                data: {"type":"response.completed","response":{"status":"completed"}}

                """));

        ask(Endpoint.RESPONSES, question(Map.of("input", "other", "temperature", 0.5)));

        assertTrue(reply.await().completed);
        assertEquals(
                json("{\"model\":\"Haiku\",\"input\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"stream\":true,"
                        + "\"temperature\":0.5}"),
                asked());
    }

    @Test
    void botQuery_sendsAttachmentsAndParametersAndEncodesName() throws Exception {
        server.on("/bot/", exchange -> ApiServer.respond(exchange, 200, "text/event-stream", """
                event: text
                data: {"text":"Hi."}

                event: done
                data: {}

                """));
        var file = new TurnFile("x.png", "image/png", null, URI.create("https://x.example/x"));
        var question = new Question(
                "My bot/2",
                List.of(
                        new Turn(Role.USER, "One", List.of()),
                        new Turn(Role.BOT, "Two", List.of()),
                        new Turn(Role.USER, "Three", List.of(file))),
                Map.of("budget", 5));

        ask(Endpoint.BOT_QUERY, question);

        assertTrue(reply.await().completed);
        assertEquals("/bot/My%20bot%2F2", server.asked.get(0).uri());
        var expected = """
                {"version":"1.2","type":"query","user_id":"","conversation_id":"","message_id":"","query":[
                 {"role":"user","content":"One","content_type":"text/markdown","attachments":[]},
                 {"role":"bot","content":"Two","content_type":"text/markdown","attachments":[]},
                 {"role":"user","content":"Three","content_type":"text/markdown","parameters":{"budget":5},"attachments":[
                  {"url":"https://x.example/x","content_type":"image/png","name":"x.png"}]}]}""";
        assertEquals(json(expected), asked());
    }

    @ParameterizedTest
    @CsvSource({
        "503, Unavailable, POSSIBLE",
        "500, Unavailable, POSSIBLE",
        "429, RateLimited, NONE",
        "408, TimedOut, NONE"
    })
    void errorStatus_isNotRepeated(int status, String expected, Spend spend) throws Exception {
        server.on(CHAT, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            ApiServer.respond(exchange, status, "application/json", "{\"error\":{\"message\":\"x\"}}");
        });

        ask(Endpoint.CHAT_COMPLETIONS, HELLO);

        assertEquals(expected, reply.await().why().getClass().getSimpleName());
        assertEquals(spend, reply.why().spend());
        assertEquals(1, server.asked.size());
    }

    @Test
    void connectionCutInAnswer_failsWithPossibleSpend() throws Exception {
        server.on(CHAT, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 10_000);
            write(exchange.getResponseBody());
            exchange.close();
        });

        ask(Endpoint.CHAT_COMPLETIONS, HELLO);

        var failure = assertInstanceOf(PoeFailure.Network.class, reply.await().failure);
        assertEquals(Spend.POSSIBLE, failure.spend());
        assertTrue(failure.what().contains("incomplete"), failure.what());
        assertEquals("Part", reply.text.toString());
    }

    @Test
    void cancel_closesConnectionAndFailsOnce() throws Exception {
        hang();
        var request = ask(Endpoint.CHAT_COMPLETIONS, HELLO);
        reply.awaitText();

        request.cancel();
        request.cancel();

        var failure = assertInstanceOf(PoeFailure.Cancelled.class, reply.await().failure);
        assertEquals(Spend.POSSIBLE, failure.spend());
    }

    @Test
    void silence_endsAtLimit() throws Exception {
        hang();
        restart(ApiLimits.DEFAULTS.withReply(Duration.ofMillis(300), Duration.ofSeconds(30)));

        ask(Endpoint.CHAT_COMPLETIONS, HELLO);

        var failure = assertInstanceOf(PoeFailure.TimedOut.class, reply.await().failure);
        assertEquals(Spend.POSSIBLE, failure.spend());
        assertTrue(failure.what().contains("sent nothing"), failure.what());
    }

    @Test
    void endlessAnswer_endsAtWholeLimit() throws Exception {
        hang();
        restart(ApiLimits.DEFAULTS.withReply(Duration.ofSeconds(30), Duration.ofMillis(500)));

        ask(Endpoint.CHAT_COMPLETIONS, HELLO);

        var failure = assertInstanceOf(PoeFailure.TimedOut.class, reply.await().failure);
        assertTrue(failure.what().contains("longer than"), failure.what());
    }

    @Test
    void unreachable_hasSentNothing() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        http.close();
        http = new ApiHttp(
                ApiConfig.of(URI.create("http://127.0.0.1:" + port), new Secret(ApiServer.KEY)), Clock.systemUTC());

        ask(Endpoint.BOT_QUERY, HELLO);

        var failure = assertInstanceOf(PoeFailure.Network.class, reply.await().failure);
        assertEquals(Spend.NONE, failure.spend());
    }

    @Test
    void noKey_failsByListener() throws Exception {
        http.close();
        http = new ApiHttp(ApiConfig.of(server.url(), null), Clock.systemUTC());

        ask(Endpoint.BOT_QUERY, HELLO);

        assertInstanceOf(PoeFailure.NotConfigured.class, reply.await().failure);
    }

    @ParameterizedTest
    @CsvSource({"CHAT_COMPLETIONS", "RESPONSES", "BOT_QUERY"})
    void fileWithoutContentOrAddress_isInvalidAndSendsNothing(Endpoint endpoint) throws Exception {
        var file = new TurnFile("x.pdf", "application/pdf", null, null);

        ask(endpoint, new Question("Haiku", List.of(new Turn(Role.USER, "", List.of(file))), Map.of()));

        assertInstanceOf(PoeFailure.InvalidRequest.class, reply.await().failure);
        assertEquals(0, server.asked.size());
    }

    @ParameterizedTest
    @CsvSource({".", "..", "' '"})
    void nameThatWouldChangePath_isUnknownBot(String name) throws Exception {
        ask(Endpoint.BOT_QUERY, new Question(name, HELLO.turns(), Map.of()));

        assertInstanceOf(PoeFailure.NotFound.class, reply.await().failure);
        assertEquals(0, server.asked.size());
    }

    private ReplyRequest ask(Endpoint endpoint, Question question) {
        return new ReplyStreams(http).ask(endpoint, question, true, reply);
    }

    private JsonNode asked() throws IOException {
        return json(server.asked.get(0).body());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private void restart(ApiLimits limits) {
        http.close();
        http = new ApiHttp(server.config().withLimits(limits), Clock.systemUTC());
    }

    private void hang() {
        server.on(CHAT, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody());
            try {
                done.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
    }

    private static void write(OutputStream out) throws IOException {
        out.write("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Part\"}}]}\n\n"
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Question question(Map<String, Object> parameters) {
        return new Question("Haiku", List.of(new Turn(Role.USER, "Hello", List.of())), parameters);
    }
}
