package dev.poemcp.server.protocol.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.TaskSource.Status;
import dev.poemcp.server.protocol.stateless.TaskSource.TaskStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ComparedRepliesTest {
    @Test
    void comparisonReadAsTask_hasTheContentOfEachReplyUnderItsBot() throws Exception {
        var read = JsonRpc.JSON.readTree("""
                {"structuredContent": {"state": "complete", "bot": "Haiku", "points_spent": 5},
                 "content": [{"type": "text", "text": "On lily pads."}, {"type": "text", "text": "[chat_code 2a9x]"}]}""");
        var answered = ComparedReplies.entry(
                new PendingReply("Haiku", "2a9x", 2, 1), new TaskStatus(Status.COMPLETED, "", Optional.of(read)));
        var cancelled = ComparedReplies.entry(
                new PendingReply("Echo", "3b", 4, 3), new TaskStatus(Status.CANCELLED, "", Optional.empty()));

        var result = ComparedReplies.result(List.of(answered, cancelled));

        assertEquals(
                List.of(
                        "## Haiku",
                        "On lily pads.",
                        "[chat_code 2a9x]",
                        "## Echo",
                        "[The answer was cancelled. Ask again if it is still wanted.]",
                        "[Total: 5 points]"),
                result.path("content").findValuesAsText("text"));
        assertEquals(5, result.path("structuredContent").path("points_spent").asInt());
        assertEquals(
                0,
                result.path("structuredContent")
                        .path("replies")
                        .path(1)
                        .path("message_ids")
                        .size());
    }
}
