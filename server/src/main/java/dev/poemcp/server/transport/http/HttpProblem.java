package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP error. Its body is a JSON-RPC error, so that every client can show it.
 *
 * @param status HTTP status
 */
record HttpProblem(int status, int code, String message) {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int NOT_ACCEPTABLE = 406;
    static final int TIMEOUT = 408;
    static final int TOO_LARGE = 413;
    static final int WRONG_TYPE = 415;
    /** The user has reached their own limit; other users are served. */
    static final int TOO_MANY = 429;

    static final int BUSY = 503;

    static HttpProblem of(int status, String message) {
        return new HttpProblem(
                status, status == BUSY || status == TOO_MANY ? JsonRpc.BUSY : ErrorCodes.INVALID_REQUEST, message);
    }

    Map<String, @Nullable Object> body() {
        return JsonRpc.error(null, code, message);
    }
}
