package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.tools.FailureMessages;
import dev.poemcp.server.tools.api.ToolError;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;

/** Failures outside tool calls, as JSON-RPC errors with the same sentences and the same {@code poe/error} data. */
public final class ProtocolErrors {
    private static final int MAX_NAME_LENGTH = 100;

    private ProtocolErrors() {}

    static McpError invalidParams(String why) {
        return McpError.builder(ErrorCodes.INVALID_PARAMS)
                .message("Invalid params: " + why)
                .build();
    }

    /** For a method that the protocol revision or this server does not have. */
    public static McpError methodNotFound(String method) {
        return McpError.builder(ErrorCodes.METHOD_NOT_FOUND)
                .message("Method not found: " + shortened(method))
                .build();
    }

    /** A name that a client sent, for an error message. */
    static String shortened(String name) {
        return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH) + "…";
    }

    /** For an unknown URI. */
    static McpError resourceNotFound(String uri) {
        return McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND)
                .message("Resource not found: " + uri)
                .data(Map.of("uri", uri))
                .build();
    }

    /** For a resource that could not be read. */
    static McpError ofRead(String uri, PoeException e) {
        return e.failure() instanceof PoeFailure.NotFound ? resourceNotFound(uri) : of(e);
    }

    static McpError of(PoeException e) {
        var error = FailureMessages.of(e.failure());
        var code = e.failure() instanceof PoeFailure.InvalidRequest
                ? ErrorCodes.INVALID_PARAMS
                : ErrorCodes.INTERNAL_ERROR;
        return McpError.builder(code)
                .message(sentences(error))
                .data(Map.of("poe/error", ErrorContent.details(error)))
                .build();
    }

    private static String sentences(ToolError error) {
        return error.what().strip() + " " + error.nextStep().strip();
    }
}
