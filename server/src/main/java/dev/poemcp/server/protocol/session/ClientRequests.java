package dev.poemcp.server.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server's requests to one client, through the SDK's session, which the first request creates: most clients are
 * never asked anything, and it loads hundreds of classes.
 */
final class ClientRequests implements AutoCloseable {
    /** How long a user may take to answer a question. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

    private static final TypeRef<JsonNode> TREE = new TypeRef<>() {};
    private static final Logger log = LoggerFactory.getLogger(ClientRequests.class);

    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable McpStreamableServerSession session;

    /**
     * Sends a request and waits for its result.
     *
     * @param messages takes the request
     * @throws McpError when the client gives no usable answer
     * @throws InterruptedException when the call was cancelled
     */
    JsonNode ask(String method, Object params, Consumer<Object> messages) throws InterruptedException {
        var stream = session().responseStream(new SdkSessionTransport(messages));
        try {
            return Objects.requireNonNull(
                    stream.sendRequest(method, params, TREE).block(), "a result");
        } catch (McpError e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
                var interrupted = new InterruptedException("cancelled while the client was asked");
                interrupted.initCause(e);
                throw interrupted;
            }
            throw McpError.builder(ErrorCodes.INTERNAL_ERROR)
                    .message("No usable answer: " + e)
                    .build();
        } finally {
            stream.close();
        }
    }

    private McpStreamableServerSession session() {
        lock.lock();
        try {
            var present = session;
            if (present == null) {
                // The id only has to be a prefix of the ids of requests to this client; the session does not use the
                // rest.
                present = new McpStreamableServerSession(
                        "poe-mcp",
                        ClientCapabilities.builder().build(),
                        Implementation.builder("client", "-").build(),
                        ANSWER_TIMEOUT,
                        Map.of(),
                        Map.of());
                session = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the client's response to one of the requests. */
    void accept(Incoming.Response response) {
        var present = session;
        if (present == null) {
            log.debug("Ignored a response to no request.");
            return;
        }
        try {
            var error = response.error() == null
                    ? null
                    : JsonRpc.JSON.convertValue(response.error(), JSONRPCResponse.JSONRPCError.class);
            present.accept(new JSONRPCResponse(
                            McpSchema.JSONRPC_VERSION, JsonRpc.plainId(response.id()), response.result(), error))
                    .block();
        } catch (RuntimeException e) {
            log.warn("A response of the client could not be used: {}", e.toString());
        }
    }

    @Override
    public void close() {
        var present = session;
        if (present != null) {
            present.close();
        }
    }
}
