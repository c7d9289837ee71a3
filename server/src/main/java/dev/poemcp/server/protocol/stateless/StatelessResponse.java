package dev.poemcp.server.protocol.stateless;

import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
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
    static StatelessResponse internalError(Object id) {
        return new StatelessResponse(JsonRpc.error(id, ErrorCodes.INTERNAL_ERROR, "Internal error."), OK);
    }

    /** The response to a request that violates the protocol. */
    public static StatelessResponse refused(Object id, RequestRejection rejection) {
        var status = rejection.code() == ErrorCodes.METHOD_NOT_FOUND ? NOT_FOUND : BAD_REQUEST;
        return new StatelessResponse(
                JsonRpc.error(id, rejection.code(), rejection.getMessage(), rejection.data()), status);
    }

    /** A valid request that failed; this revision has no code of its own for an unknown resource. */
    static StatelessResponse failed(Object id, JSONRPCError error) {
        int code = error.code();
        return failed(
                id,
                code == ErrorCodes.RESOURCE_NOT_FOUND ? ErrorCodes.INVALID_PARAMS : code,
                error.message(),
                error.data());
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
