package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A message that Poe rejects returns the documented error and is not sent again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class RefusedSendIT {
    private final PoeEmulator poe;
    private final HostSession host;

    RefusedSendIT(PoeEmulator poe, HostSession host) {
        this.poe = poe;
        this.host = host;
        host.call("get_bot_info", "bot_handle", "Echo").assertOk();
    }

    static Stream<Arguments> rejectedSends() {
        return Stream.of(
                rejected("rate_limited", true, Fault.rateLimited(Duration.ofSeconds(7))),
                rejected("unavailable", false, Fault.status(500)),
                rejected("unavailable", false, Fault.status(502)),
                rejected("unavailable", false, Fault.status(503)),
                rejected("unexpected_response", false, Fault.html()),
                rejected("unexpected_response", false, Fault.emptyBody()),
                rejected("blocked", false, Fault.challenge()),
                rejected("auth_expired", false, Fault.loginRedirect()),
                rejected("network", false, Fault.cutBefore()),
                rejected("message_failed", false, Fault.mutationStatus("bot_not_available", "The bot is resting.")),
                rejected("message_failed", false, Fault.mutationStatus("no_access", "Not for you.")),
                rejected("message_too_long", false, Fault.mutationStatus("too_many_tokens", "Too long.")),
                rejected("insufficient_points", false, Fault.mutationStatus("reached_limit", "No points left.")),
                rejected("rate_limited", true, Fault.mutationStatus("rate_limit_exceeded", "Slow down.")),
                rejected("rate_limited", true, Fault.mutationStatus("concurrent_messages", "One at a time.")),
                rejected("file_rejected", false, Fault.mutationStatus("unsupported_file_type", "No such files.")));
    }

    private static Arguments rejected(String code, boolean retryable, Fault fault) {
        return Arguments.of(code, retryable, fault);
    }

    @ParameterizedTest(name = "{2}: {0}")
    @MethodSource("rejectedSends")
    void rejectedSend_isNotRepeated(String code, boolean retryable, Fault fault) {
        poe.requests().clear();
        poe.faults().on("sendMessage", fault);

        var outcome = send().assertError(code);

        assertEquals(retryable, outcome.error().path("retryable").asBoolean(), outcome::text);
        assertEquals(0, poe.sentMessages().size());
        assertEquals(0, poe.ledger().spent());
        assertEquals(1, poe.requests().count("sendMessage"), outcome::text);
    }

    @Test
    void rateLimit_returnsRetryAfter() {
        poe.faults().on("sendMessage", Fault.rateLimited(Duration.ofSeconds(7)));

        var outcome = send().assertError("rate_limited");

        assertEquals(7, outcome.error().path("retry_after_seconds").asInt());
        assertTrue(outcome.text().contains("7"), outcome::text);
    }

    private ToolOutcome send() {
        return host.call("send_message", "message", "tell", "bot", "Echo");
    }
}
