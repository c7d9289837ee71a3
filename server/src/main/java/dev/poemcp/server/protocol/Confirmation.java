package dev.poemcp.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.tools.api.CallContext.Answer;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A yes-or-no question to the user, as a form that the client shows. Only a plain yes is a yes. */
final class Confirmation {
    private static final Logger log = LoggerFactory.getLogger(Confirmation.class);
    private static final String FIELD = "confirm";

    private Confirmation() {}

    /**
     * Asks the question and waits for the answer.
     *
     * @throws InterruptedException when the call was cancelled
     * @throws InputRequired as {@link McpClient#ask} does
     */
    static Answer ask(String question, McpClient client) throws InterruptedException {
        if (!canAsk(client.capabilities())) {
            return Answer.CANNOT_ASK;
        }
        try {
            return read(client.ask(
                    McpSchema.METHOD_ELICITATION_CREATE, Map.of("message", question, "requestedSchema", form())));
        } catch (McpError e) {
            log.info("The host did not ask the user: {}", e.getMessage());
            return e.getJsonRpcError().code() == ErrorCodes.METHOD_NOT_FOUND ? Answer.CANNOT_ASK : Answer.NO;
        }
    }

    private static ObjectNode form() {
        var form = JsonRpc.JSON.createObjectNode().put("type", "object");
        form.putObject("properties")
                .putObject(FIELD)
                .put("type", "boolean")
                .put("title", "Yes, do it")
                .put("description", "It cannot be undone.")
                .put("default", false);
        form.putArray("required").add(FIELD);
        return form;
    }

    private static boolean canAsk(JsonNode capabilities) {
        var elicitation = capabilities.path("elicitation");
        // {} means forms; {"url": {}} alone means no forms.
        return elicitation.isObject() && (elicitation.has("form") || !elicitation.has("url"));
    }

    private static Answer read(JsonNode result) {
        var isYes = result.path("action").asText().equals("accept")
                && result.path("content").path(FIELD).isBoolean()
                && result.path("content").path(FIELD).booleanValue();
        return isYes ? Answer.YES : Answer.NO;
    }
}
