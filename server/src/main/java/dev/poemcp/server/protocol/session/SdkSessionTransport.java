package dev.poemcp.server.protocol.session;

import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the SDK's session sends through: the messages before the response to one request. */
final class SdkSessionTransport implements McpStreamableServerTransport {
    private final Consumer<Object> messages;

    SdkSessionTransport(Consumer<Object> messages) {
        this.messages = messages;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> messages.accept(message));
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String messageId) {
        return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return JsonRpc.JSON.convertValue(data, JsonRpc.JSON.constructType(type.getType()));
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
