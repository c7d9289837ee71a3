package dev.poemcp.server.protocol.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.TaskSource.Status;
import dev.poemcp.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PendingReplyTest {
    private static final PendingReply KNOWN = new PendingReply("Bot", "a1", 22, 21);
    private static final PendingReply NOT_BEGUN = new PendingReply("Bot", "a1", 0, 21);

    private final List<String> called = new ArrayList<>();
    private JsonNode read = JsonRpc.JSON.createObjectNode();

    private <A extends Record, R extends Record> JsonNode call(ToolDefinition<A, R> tool, A arguments) {
        called.add(tool.name());
        return read;
    }

    private void readsReply(String state, long userMessageId) {
        ObjectNode result = JsonRpc.JSON.createObjectNode();
        result.putObject("structuredContent").put("state", state).put("user_message_id", userMessageId);
        read = result;
    }

    private void readFails(String code, boolean retryable) {
        ObjectNode result = JsonRpc.JSON.createObjectNode().put("isError", true);
        result.putObject("_meta").putObject("poe/error").put("code", code).put("retryable", retryable);
        read = result;
    }

    private boolean cancels(PendingReply pending) {
        called.clear();
        pending.cancel(this::call);
        assertEquals("get_reply", called.get(0));
        return called.contains("cancel_message");
    }

    @ParameterizedTest
    @CsvSource({"in_progress, true", "complete, false", "failed, false", "cancelled, false"})
    void knownMessage_isCancelledOnlyWhileItGrows(String state, boolean cancelled) {
        readsReply(state, 21);

        assertEquals(cancelled, cancels(KNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "in_progress, 21, true", // its own reply has begun since
        "complete, 21, false",
        "complete, 11, true", // the newest reply belongs to an earlier message: its own has not begun
        "in_progress, 11, false", // an earlier reply grows, which Poe would cancel, too
        "in_progress, 31, false", // a later message's reply
        "complete, 31, false"
    })
    void messageNotBegun_isCancelledOnlyIfNoOtherReplyGrows(String state, long question, boolean cancelled) {
        readsReply(state, question);

        assertEquals(cancelled, cancels(NOT_BEGUN));
    }

    @Test
    void chatWithoutReply_isCancelledAndWorking() {
        readFails("message_not_found", false);

        assertEquals(true, cancels(NOT_BEGUN));
        assertEquals(Status.WORKING, NOT_BEGUN.status(this::call).status());
    }

    @Test
    void deletedMessage_isOverAndNotCancelled() {
        readFails("message_not_found", false);

        assertEquals(false, cancels(KNOWN));
        assertEquals(Status.COMPLETED, KNOWN.status(this::call).status());
    }

    @Test
    void unreadableReply_isNotCancelled() {
        readFails("network", true);

        assertEquals(false, cancels(KNOWN));
        assertEquals(Status.WORKING, KNOWN.status(this::call).status());
    }
}
