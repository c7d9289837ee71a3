package dev.poemcp.server.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DispatcherTest {
    private static final int LIMIT = 3;

    private final RequestHandler handler = mock(RequestHandler.class);
    private final List<Runnable> started = new ArrayList<>();
    private final List<JsonNode> responses = new ArrayList<>();
    private CallStarter.@Nullable Refusal refusal;
    private final Dispatcher dispatcher = new Dispatcher(handler, this::start, () -> {}, LIMIT);

    private CallStarter.@Nullable Refusal start(Runnable work) {
        if (refusal == null) {
            started.add(work);
        }
        return refusal;
    }

    @BeforeEach
    void answerRequests() {
        when(handler.mode(any())).thenReturn(RequestHandler.Mode.OWN_THREAD);
        when(handler.handle(any(), any())).thenAnswer(call -> {
            Incoming.Request request = call.getArgument(0);
            return JsonRpc.result(JsonRpc.plainId(request.id()), "done");
        });
    }

    @Test
    void requestAboveLimit_isRejectedWithTheLimit() {
        send(LIMIT + 1);

        assertEquals(LIMIT, started.size());
        var error = responses.get(0).path("error");
        assertEquals(JsonRpc.BUSY, error.path("code").asInt());
        assertTrue(error.path("message").asText().contains("3 requests"), error::toString);
    }

    @Test
    void endedRequest_makesRoomForAnother() {
        send(LIMIT);
        started.get(0).run();

        accept(LIMIT + 1);

        assertEquals(LIMIT + 1, started.size());
        assertEquals(
                List.of("done"),
                responses.stream()
                        .map(response -> response.path("result").asText())
                        .toList());
    }

    @Test
    void refusedStart_isAnsweredAndTakesNoRoom() {
        refusal = new CallStarter.Refusal(-31_000, "No thread.");
        send(LIMIT + 1);
        assertEquals(LIMIT + 1, responses.size());
        assertEquals(
                "No thread.", responses.get(LIMIT).path("error").path("message").asText());

        assertTrue(dispatcher.isIdle());
    }

    private void send(int requests) {
        for (var id = 1; id <= requests; id++) {
            accept(id);
        }
    }

    private void accept(int id) {
        dispatcher.accept(
                new Incoming.Request(JsonRpc.JSON.valueToTree(id), "work", null),
                ResponseSink.skippingNull(response -> responses.add(JsonRpc.JSON.valueToTree(response))),
                message -> {});
    }
}
