package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.tools.FailureMessages;
import dev.poemcp.server.tools.api.ToolError;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Map;

/** Failures of what is no tool call, as JSON-RPC errors: the same sentences, the same {@code poe/error} in the data. */
final class ProtocolErrors {
    private ProtocolErrors() {}

    static McpError invalidParams(String why) {
        return McpError.builder(ErrorCodes.INVALID_PARAMS)
                .message("Invalid params: " + why)
                .build();
    }

    /** For a URI that names nothing. */
    static McpError noSuchResource(String uri) {
        return McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND)
                .message("Resource not found: " + uri)
                .data(Map.of("uri", uri))
                .build();
    }

    /** For a resource that could not be read. */
    static McpError ofReading(String uri, PoeException e) {
        return e.failure() instanceof PoeFailure.NotFound ? noSuchResource(uri) : of(e);
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
