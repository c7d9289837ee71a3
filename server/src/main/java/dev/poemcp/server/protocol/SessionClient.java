package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.tools.api.CallContext.Answer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client that opened its session with {@code initialize}. */
final class SessionClient implements McpClient {
    private static final Logger log = LoggerFactory.getLogger(SessionClient.class);
    private static final String FIELD = "confirm";

    private final McpAsyncServerExchange exchange;
    private final String revision;
    private final ResourceWatch watch;

    SessionClient(McpAsyncServerExchange exchange, String revision, ResourceWatch watch) {
        this.exchange = exchange;
        this.revision = revision;
        this.watch = watch;
    }

    @Override
    public boolean supportsResourceLinks() {
        // Revisions are dates, so they sort.
        return revision.compareTo(ProtocolVersions.MCP_2025_06_18) >= 0;
    }

    @Override
    public void progress(Object token, double progress, String message) {
        exchange.progressNotification(ProgressNotification.builder(token, progress)
                        .message(message)
                        .build())
                .block();
    }

    @Override
    public Answer confirm(String question) throws InterruptedException {
        if (!canAsk()) {
            return Answer.CANNOT_ASK;
        }
        var form = ElicitFormRequest.builder(
                        question,
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of(
                                        FIELD,
                                        Map.of(
                                                "type",
                                                "boolean",
                                                "title",
                                                "Yes, do it",
                                                "description",
                                                "It cannot be undone.",
                                                "default",
                                                false)),
                                "required",
                                List.of(FIELD)))
                .build();
        try {
            return read(exchange.createElicitation(form).block());
        } catch (McpError e) {
            log.info("The host did not ask the user: {}", e.getMessage());
            return e.getJsonRpcError().code() == ErrorCodes.METHOD_NOT_FOUND ? Answer.CANNOT_ASK : Answer.NO;
        } catch (RuntimeException e) {
            if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
                throw interrupted(e);
            }
            // No answer in time, or a malformed one: only a yes is a yes.
            log.info("No usable answer to a question: {}", e.toString());
            return Answer.NO;
        }
    }

    @Override
    public ResourceWatch watch() {
        return watch;
    }

    private boolean canAsk() {
        McpSchema.ClientCapabilities capabilities = exchange.getClientCapabilities();
        var elicitation = capabilities == null ? null : capabilities.elicitation();
        // {} means forms; {"url": {}} alone means no forms.
        return elicitation != null && (elicitation.form() != null || elicitation.url() == null);
    }

    private static Answer read(@Nullable ElicitResult result) {
        if (result == null || result.action() != ElicitResult.Action.ACCEPT || result.content() == null) {
            return Answer.NO;
        }
        return Boolean.TRUE.equals(result.content().get(FIELD)) ? Answer.YES : Answer.NO;
    }

    private static InterruptedException interrupted(RuntimeException cause) {
        var interrupted = new InterruptedException("cancelled while the user was asked");
        interrupted.initCause(cause);
        return interrupted;
    }
}
