package dev.poemcp.server.protocol.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.stateless.TaskSource;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.WaitsForReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replies in progress as tasks. The call returns after a moment, with the whole reply if it was quick; otherwise the
 * task stores the ids of chat and message, and Poe has the rest.
 */
public final class ReplyTasks implements TaskSource {
    /** Long enough for a short reply, and for Poe to assign the ids of a longer one. */
    private static final int FIRST_WAIT_SECONDS = 1;

    private static final String COMPARE = "compare_bots";
    private static final String IN_PROGRESS = "in_progress";

    private final Set<String> longRunning;
    private final ToolCaller tools;

    /**
     * @param definitions of all tools; those that wait for a reply and change something can become tasks
     * @param tools reads and cancels replies, even if those tools are disabled for clients
     */
    public ReplyTasks(List<ToolDefinition<?, ?>> definitions, ToolCaller tools) {
        this.longRunning = definitions.stream()
                .filter(tool -> WaitsForReply.class.isAssignableFrom(tool.arguments()))
                .filter(tool -> !tool.hints().readOnly())
                .map(ToolDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
        this.tools = tools;
    }

    @Override
    public Optional<ObjectNode> withShortWait(String tool, ObjectNode arguments) {
        // A judge is asked by the call that waited for all answers, so that call has to last.
        if (!longRunning.contains(tool) || arguments.hasNonNull("judge")) {
            return Optional.empty();
        }
        var wait = arguments.path("wait_seconds");
        // The tool rejects a wrong value; a shorter one is kept.
        return wait.isMissingNode() || wait.asInt() > FIRST_WAIT_SECONDS
                ? Optional.of(arguments.deepCopy().put("wait_seconds", FIRST_WAIT_SECONDS))
                : Optional.of(arguments);
    }

    @Override
    public Optional<ObjectNode> stateToKeep(String tool, JsonNode result) {
        var facts = result.path("structuredContent");
        var state = JsonRpc.JSON.createObjectNode().put("tool", tool);
        var replies = state.putArray("replies");
        var growing = false;
        for (var reply : tool.equals(COMPARE) ? facts.path("replies") : List.of(facts)) {
            growing |= isGrowing(reply);
            // A reply without a chat was never sent and cannot be read from Poe, so all of it is stored.
            replies.add(reply.path("chat").isObject() ? PendingReply.of(reply).asNode() : reply);
        }
        return growing ? Optional.of(state) : Optional.empty();
    }

    static boolean isGrowing(JsonNode reply) {
        return reply.path("state").asText().equals(IN_PROGRESS);
    }

    @Override
    public TaskStatus status(ObjectNode state) {
        if (!state.path("tool").asText().equals(COMPARE)) {
            return PendingReply.from(state.path("replies").path(0)).status(tools);
        }
        var replies = new ArrayList<ComparedReplies.Entry>();
        var missing = 0;
        for (var each : state.path("replies")) {
            if (each.has("state")) {
                replies.add(ComparedReplies.Entry.unsent(each));
                continue;
            }
            var pending = PendingReply.from(each);
            var status = pending.status(tools);
            if (status.status() == Status.WORKING) {
                missing++;
            } else {
                replies.add(ComparedReplies.entry(pending, status));
            }
        }
        if (missing > 0) {
            return new TaskStatus(Status.WORKING, missing + " of the bots are still answering.", Optional.empty());
        }
        return new TaskStatus(Status.COMPLETED, "All have answered.", Optional.of(ComparedReplies.result(replies)));
    }

    @Override
    public void cancel(ObjectNode state) {
        for (var each : state.path("replies")) {
            if (!each.has("state")) {
                PendingReply.from(each).cancel(tools);
            }
        }
    }
}
