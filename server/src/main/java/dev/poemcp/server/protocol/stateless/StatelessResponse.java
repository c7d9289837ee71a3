package dev.poemcp.server.protocol.stateless;

import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response to a stateless request.
 *
 * @param message a JSON-RPC response
 * @param status HTTP status, for the HTTP transport
 */
public record StatelessResponse(Map<String, @Nullable Object> message, int status) {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    static StatelessResponse of(Object id, Object result) {
        return new StatelessResponse(JsonRpc.result(id, result), OK);
    }

    /** An internal failure, without details. */
    public static StatelessResponse internalError(Object id) {
        return new StatelessResponse(JsonRpc.error(id, ErrorCodes.INTERNAL_ERROR, "Internal error."), OK);
    }

    /** A request that violates the protocol. */
    static StatelessResponse refused(Object id, RequestRejection rejection) {
        var status = rejection.code() == ErrorCodes.METHOD_NOT_FOUND ? NOT_FOUND : BAD_REQUEST;
        return new StatelessResponse(
                JsonRpc.error(id, rejection.code(), rejection.getMessage(), rejection.data()), status);
    }

    /** A valid request that failed. */
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
