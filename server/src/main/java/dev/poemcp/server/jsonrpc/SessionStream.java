package dev.poemcp.server.jsonrpc;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Base of the transports that the SDK's sessions send through. */
public abstract class SessionStream implements McpStreamableServerTransport {
    /** Sends one message, in call order; throws {@link java.io.UncheckedIOException} after a disconnect. */
    protected abstract void send(JSONRPCMessage message);

    @Override
    public final Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> send(message));
    }

    @Override
    public final Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String messageId) {
        return sendMessage(message);
    }

    @Override
    public final <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        try {
            return JsonRpc.JSON.convertValue(data, JsonRpc.JSON.constructType(type.getType()));
        } catch (IllegalArgumentException e) {
            // The mapper's own message contains class names.
            throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                    .message("Invalid params: they do not have the shape that the protocol gives them.")
                    .build();
        }
    }

    @Override
    public final List<String> protocolVersions() {
        return ServedVersions.ALL;
    }

    @Override
    public final Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
