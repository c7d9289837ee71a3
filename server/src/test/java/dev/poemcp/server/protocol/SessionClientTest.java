package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.resources.UpdateTimer;
import dev.poemcp.server.tools.api.CallContext.Answer;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpLoggableSession;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

final class SessionClientTest {
    private static final JacksonMcpJsonMapper JSON = new JacksonMcpJsonMapper(new ObjectMapper());

    private final List<Object> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"action\":\"accept\",\"content\":{\"confirm\":true}} | YES",
                "{\"action\":\"accept\",\"content\":{\"confirm\":false}} | NO",
                "{\"action\":\"decline\"} | NO",
                "{\"action\":\"cancel\"} | NO",
                "{\"action\":\"decline\",\"content\":{\"confirm\":true}} | NO",
                "{\"action\":\"accept\"} | NO",
                "{\"action\":\"accept\",\"content\":{\"confirm\":\"yes\"}} | NO",
                "{\"action\":\"accept\",\"content\":{\"other\":true}} | NO",
                "{\"action\":\"banana\"} | NO",
                "{} | NO",
                "[] | NO",
            })
    void onlyPlainYes_isYes(String answer, Answer expected) throws InterruptedException {
        var host = host("{\"elicitation\":{}}", () -> Mono.fromCallable(() -> JSON.readValue(answer, Object.class)));

        assertEquals(expected, host.confirm("Delete it all?"));
        assertEquals(1, asked.size());
        assertTrue(asked.get(0).toString().contains("Delete it all?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"elicitation\":{\"url\":{}}}", "{\"sampling\":{}}"})
    void clientWithoutForms_isNotAsked(String capabilities) throws InterruptedException {
        var host = host(capabilities, () -> {
            throw new AssertionError("must not be asked");
        });

        assertEquals(Answer.CANNOT_ASK, host.confirm("Delete it all?"));
    }

    @Test
    void clientThatRejectsForms_cannotAsk() throws InterruptedException {
        var host = host(
                "{\"elicitation\":{}}",
                () -> Mono.error(
                        McpError.builder(-32601).message("Method not found").build()));

        assertEquals(Answer.CANNOT_ASK, host.confirm("Delete it all?"));
    }

    @Test
    void errorOrTimeout_isNo() throws InterruptedException {
        var failing = host(
                "{\"elicitation\":{\"form\":{}}}",
                () -> Mono.error(
                        McpError.builder(-32000).message("The user is out").build()));
        var silent = host("{\"elicitation\":{\"form\":{}}}", () -> Mono.error(new TimeoutException("10 minutes")));

        assertEquals(Answer.NO, failing.confirm("Delete it all?"));
        assertEquals(Answer.NO, silent.confirm("Delete it all?"));
    }

    @Test
    void cancelledCall_stopsAsking() {
        var host = host("{\"elicitation\":{}}", Mono::never);

        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> host.confirm("Delete it all?"));
        assertFalse(Thread.interrupted());
    }

    @Test
    void resourceLinks_areSupportedSinceJune2025() {
        assertFalse(host("{}", Mono::empty, "2025-03-26").supportsResourceLinks());
        assertTrue(host("{}", Mono::empty, "2025-06-18").supportsResourceLinks());
        assertTrue(host("{}", Mono::empty, "2025-11-25").supportsResourceLinks());
    }

    private SessionClient host(String capabilities, Supplier<Mono<Object>> answer) {
        return host(capabilities, answer, "2025-11-25");
    }

    private SessionClient host(String capabilities, Supplier<Mono<Object>> answer, String revision) {
        ClientCapabilities declared;
        try {
            declared = JSON.readValue(capabilities, ClientCapabilities.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var exchange = new McpAsyncServerExchange(
                "session",
                new AnsweringSession(answer),
                declared,
                Implementation.builder("host", "1").build(),
                McpTransportContext.EMPTY);
        return new SessionClient(
                exchange,
                revision,
                new ResourceWatch(
                        () -> {
                            throw new AssertionError("nothing is watched here");
                        },
                        uri -> {},
                        System::nanoTime,
                        UpdateTimer.shared()));
    }

    /** A session whose client gives a fixed answer. */
    private final class AnsweringSession implements McpLoggableSession {
        private final Supplier<Mono<Object>> answer;

        AnsweringSession(Supplier<Mono<Object>> answer) {
            this.answer = answer;
        }

        @Override
        public <T> Mono<T> sendRequest(String method, Object params, TypeRef<T> type) {
            assertEquals("elicitation/create", method);
            asked.add(params);
            return answer.get().map(raw -> JSON.convertValue(raw, type));
        }

        @Override
        public Mono<Void> sendNotification(String method, Object params) {
            return Mono.error(new AssertionError("no notification expected"));
        }

        @Override
        public Mono<Void> sendNotification(String method) {
            return sendNotification(method, Map.of());
        }

        @Override
        public void setMinLoggingLevel(LoggingLevel level) {}

        @Override
        public boolean isNotificationForLevelAllowed(LoggingLevel level) {
            return false;
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }

        @Override
        public void close() {}
    }
}
