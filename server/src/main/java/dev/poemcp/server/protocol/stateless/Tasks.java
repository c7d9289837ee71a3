package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The extension {@code io.modelcontextprotocol/tasks}. A task's id is signed state with everything that is needed to
 * read its status, so any server with the same secret can do so, also after a restart, without stored state.
 */
final class Tasks {
    private static final String PURPOSE = "task";
    private static final int MAX_ID_CHARACTERS = 16 * 1024;
    private static final Duration POLL = Duration.ofSeconds(2);

    private final TaskSource source;
    private final StateSigner signer;
    private final InstantSource clock;

    Tasks(TaskSource source, StateSigner signer, InstantSource clock) {
        this.source = source;
        this.signer = signer;
        this.clock = clock;
    }

    TaskSource source() {
        return source;
    }

    /** The task to return instead of a result; null when the result is final. */
    @Nullable
    ObjectNode handleFor(String tool, JsonNode result) {
        return source.stateToKeep(tool, result)
                .map(state -> {
                    var created = clock.instant();
                    var content = JsonRpc.JSON.createObjectNode().put("created", created.toString());
                    content.set("work", state);
                    var id = signer.sign(PURPOSE, content);
                    return task(id, TaskSource.Status.WORKING, "Poe is answering.", created)
                            .put("resultType", "task");
                })
                .orElse(null);
    }

    ObjectNode get(JsonNode params) {
        var content = open(params);
        var status = source.status(content.withObjectProperty("work"));
        var task = task(
                params.path("taskId").textValue(),
                status.status(),
                status.message(),
                Instant.parse(content.path("created").textValue()));
        status.result().ifPresent(result -> task.set("result", result));
        return task;
    }

    /** Ignored: these tasks request no input. */
    void update(JsonNode params) {
        open(params);
    }

    void cancel(JsonNode params) {
        source.cancel(open(params).withObjectProperty("work"));
    }

    private ObjectNode open(JsonNode params) {
        var id = params.path("taskId");
        if (!id.isTextual() || id.textValue().length() > MAX_ID_CHARACTERS) {
            throw unknown();
        }
        return signer.verify(PURPOSE, id.textValue()).orElseThrow(Tasks::unknown);
    }

    private static RequestRejection unknown() {
        return new RequestRejection(ErrorCodes.INVALID_PARAMS, "Invalid params: there is no task with this id.");
    }

    private ObjectNode task(@Nullable String id, TaskSource.Status status, String message, Instant created) {
        return JsonRpc.JSON
                .createObjectNode()
                .put("taskId", id)
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("statusMessage", message)
                .put("createdAt", created.toString())
                .put("lastUpdatedAt", clock.instant().toString())
                .putNull("ttlMs")
                .put("pollIntervalMs", POLL.toMillis());
    }
}
