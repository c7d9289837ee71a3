package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault in every phase: the response that the client gets, and whether the message exists afterwards. */
class FaultMatrixIT {
    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        poe.bot("Priced").costs(30);
        client = RawClient.ofAugust2026(poe);
        client.channel();
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    static List<FaultCase> allFaults() {
        return FaultCase.all();
    }

    static Stream<FaultCase> faultsWithOwnResponse() {
        return FaultCase.all().stream()
                .filter(fault ->
                        fault.phase() != FaultPhase.DURING && fault.kind().hasOwnAnswer());
    }

    static Stream<FaultCase> faultsDuringOperation() {
        return FaultCase.all().stream()
                .filter(fault -> fault.phase() == FaultPhase.DURING)
                .filter(fault -> !fault.hangs() && fault.kind() != FaultKind.SLOW_ANSWER);
    }

    @Test
    void allCases_containEveryKind() {
        var listed = FaultCase.all().stream().map(FaultCase::kind).distinct().toList();

        assertEquals(Arrays.asList(FaultKind.values()), listed);
        assertThrows(
                IllegalArgumentException.class, () -> new FaultCase(FaultKind.DATA_WITH_ERRORS, FaultPhase.BEFORE));
    }

    @ParameterizedTest
    @MethodSource("allFaults")
    void sendWithFault_isExecutedAccordingToPhase(FaultCase fault) throws Exception {
        poe.faults().on("sendMessage", fault.fault());

        var sent = send();
        var expected = fault.executes() ? 1 : 0;
        if (fault.hangs()) {
            // Done when the fault is taken and the message created.
            while (poe.faults().waiting() > 0 || poe.sentMessages().size() < expected) {
                Thread.onSpinWait();
            }
            assertFalse(sent.isDone());
        } else {
            sent.handle((response, failure) -> "").get();
        }

        assertEquals(expected, poe.sentMessages().size());
        assertEquals(expected, poe.requests().executions("sendMessage"));
        assertEquals(expected, poe.requests().executedWrites());
        assertEquals(1, poe.requests().count("sendMessage"));
        assertEquals(30L * expected, poe.ledger().spent());
        assertEquals(0, poe.faults().waiting());
    }

    @ParameterizedTest
    @MethodSource("faultsWithOwnResponse")
    void faultWithOwnResponse_isSentCompletely(FaultCase fault) throws Exception {
        poe.faults().on("sendMessage", fault.fault());

        var response = send().get();

        assertEquals(fault.kind().status(), response.statusCode());
        assertEquals(fault.kind().body(), response.body());
        fault.kind()
                .headers()
                .forEach((name, value) ->
                        assertEquals(value, response.headers().firstValue(name).orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("faultsDuringOperation")
    void faultDuringOperation_breaksConnection(FaultCase fault) {
        poe.faults().on("sendMessage", fault.fault());

        var failure = assertThrows(ExecutionException.class, () -> send().get());

        assertTrue(failure.getCause() instanceof IOException, String.valueOf(failure.getCause()));
    }

    @Test
    void nullRootWithErrors_hasBoth() throws Exception {
        poe.faults().on("botInfo", new FaultCase(FaultKind.NULL_ROOT_WITH_ERRORS, FaultPhase.BEFORE).fault());

        var response = client.post("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026);

        assertEquals("{\"data\":{\"bot\":null},\"errors\":[{\"message\":\"Something went wrong\"}]}", response.body());
    }

    @Test
    void wrongContentLength_failsOrCutsResponse() throws Exception {
        poe.faults().on("sendMessage", new FaultCase(FaultKind.CONTENT_LENGTH_TOO_LONG, FaultPhase.AFTER).fault());
        assertThrows(ExecutionException.class, () -> send().get());

        poe.faults().on("sendMessage", new FaultCase(FaultKind.CONTENT_LENGTH_TOO_SHORT, FaultPhase.AFTER).fault());
        var cut = send().get();

        assertEquals(200, cut.statusCode());
        assertFalse(cut.body().endsWith("}"));
    }

    @Test
    void slowResponse_isCompleteInEveryPhase() throws Exception {
        for (var phase : FaultPhase.values()) {
            poe.faults().on("sendMessage", new FaultCase(FaultKind.SLOW_ANSWER, phase).fault());

            var response = RawClient.JSON.readTree(send().get().body());

            assertEquals(
                    "success", response.at("/data/messageEdgeCreate/status").asText());
        }
    }

    @Test
    void fault_appliesToConfiguredRequestsOfOneOperation() throws Exception {
        poe.faults()
                .on("sendMessage", new FaultCase(FaultKind.SERVER_ERROR, FaultPhase.AFTER).fault())
                .after(1)
                .times(2);

        var bodies = new StringBuilder();
        for (var i = 0; i < 4; i++) {
            bodies.append(send().get().body().contains("Server Error") ? "e" : "s");
        }
        var settings = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

        assertEquals("sees", bodies.toString());
        assertEquals(4, poe.requests().executions("sendMessage"));
        assertEquals(200, settings.statusCode());
    }

    @Test
    void rejectedOperation_isCountedButNotExecuted() throws Exception {
        poe.bot("Busy").refusesSends("rate_limit_exceeded", "Slow down");

        client.post("sendMessageMutation", Hashes.send2026("null", "Busy", "hi"), Hashes.SEND_AUGUST_2026);
        client.headers.put("poe-formkey", "00112233445566778899aabbccddeeff");
        client.post("sendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_AUGUST_2026);

        assertEquals(2, poe.requests().count("sendMessage"));
        assertEquals(0, poe.requests().executions("sendMessage"));
    }

    private CompletableFuture<HttpResponse<String>> send() {
        return client.postLater(
                "sendMessageMutation", Hashes.send2026("null", "Priced", "hi"), Hashes.SEND_AUGUST_2026);
    }
}
