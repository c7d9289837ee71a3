package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that records progress and questions, and answers as the test sets. */
final class RecordingHost implements McpClient {
    private final List<Notification> progress = new CopyOnWriteArrayList<>();
    private final List<Object> questions = new CopyOnWriteArrayList<>();
    private ObjectNode capabilities = JsonRpc.JSON.createObjectNode();
    private ClientAnswer answer = () -> {
        throw new AssertionError("must not be asked");
    };
    private boolean links = true;

    record Notification(Object token, double progress, String message, long at) {}

    interface ClientAnswer {
        JsonNode answer() throws InterruptedException;
    }

    List<Notification> progress() {
        return progress;
    }

    /** The parameters of the requests to this client. */
    List<Object> questions() {
        return questions;
    }

    /** Declares the capability for forms, and answers them so. */
    RecordingHost answers(ClientAnswer given) {
        answer = given;
        return capabilities("{\"elicitation\":{}}");
    }

    RecordingHost capabilities(String json) {
        try {
            capabilities = (ObjectNode) JsonRpc.JSON.readTree(json);
            return this;
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    RecordingHost withoutLinks() {
        links = false;
        return this;
    }

    @Override
    public boolean supportsResourceLinks() {
        return links;
    }

    @Override
    public JsonNode capabilities() {
        return capabilities;
    }

    @Override
    public void notify(String method, Object params) {
        var sent = (ProgressNotification) params;
        progress.add(new Notification(sent.progressToken(), sent.progress(), sent.message(), System.nanoTime()));
    }

    @Override
    public JsonNode ask(String method, Object params) throws InterruptedException {
        questions.add(params);
        return answer.answer();
    }

    @Override
    public ResourceWatch watch() {
        throw new AssertionError("nothing is watched here");
    }
}
