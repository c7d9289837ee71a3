package dev.poemcp.server.protocol.stateless;

import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request of this revision is answered with.
 *
 * @param message a JSON-RPC response
 * @param status of HTTP, where the message goes that way
 */
public record StatelessResponse(Map<String, @Nullable Object> message, int status) {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    static StatelessResponse of(Object id, Object result) {
        return new StatelessResponse(JsonRpc.result(id, result), OK);
    }

    /** Something went wrong that is nobody's business but ours. */
    public static StatelessResponse internalError(Object id) {
        return new StatelessResponse(JsonRpc.error(id, ErrorCodes.INTERNAL_ERROR, "Internal error."), OK);
    }

    /** A request that is malformed as such. */
    static StatelessResponse refused(Object id, RequestRejection why) {
        var status = why.code() == ErrorCodes.METHOD_NOT_FOUND ? NOT_FOUND : BAD_REQUEST;
        return new StatelessResponse(JsonRpc.error(id, why.code(), why.getMessage(), why.data()), status);
    }

    /** A request that could not be done. */
    static StatelessResponse failed(Object id, int code, @Nullable String message, @Nullable Object data) {
        var status = switch (code) {
            case ErrorCodes.METHOD_NOT_FOUND -> NOT_FOUND;
            case RequestRejection.HEADER_MISMATCH,
                    RequestRejection.MISSING_CAPABILITY,
                    RequestRejection.UNSUPPORTED_VERSION -> BAD_REQUEST;
            default -> OK;
        };
        return new StatelessResponse(JsonRpc.error(id, code, message, data), status);
    }
}
