package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.tools.ArgumentValidator;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.bots.GetAvailableCategories;
import dev.poemcp.tool.catalog.ToolCatalog;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ToolMethodsTest {
    private static final ToolFilter ALL =
            new ToolFilter(EnumSet.allOf(Toolset.class), Set.of(), false, Credentials.NONE, false);

    private final RecordingHost host = new RecordingHost();

    @Test
    void result_hasStructuredContentAndText() {
        var result = call((arguments, context) -> new GetAvailableCategories.Result(List.of("Official", "Image")));

        assertFalse(result.isError());
        assertEquals(Map.of("categories", List.of("Official", "Image")), result.structuredContent());
        assertEquals("categories: Official, Image", text(result));
    }

    @Test
    void poeFailure_saysWhatToDoNextAndWhen() {
        var result = call((arguments, context) -> {
            throw new PoeException(
                    new PoeFailure.RateLimited("Poe wants fewer requests.", Optional.of(Duration.ofMillis(4200))));
        });

        assertTrue(result.isError());
        assertEquals("Poe wants fewer requests. Call again after 5 seconds.", text(result));
        assertEquals(
                Map.of("poe/error", Map.of("code", "rate_limited", "retryable", true, "retry_after_seconds", 5L)),
                result.meta());
    }

    @Test
    void toolException_isToolError() {
        var result = call((arguments, context) -> {
            throw new ToolException(ErrorCode.NOT_CONFIRMED, "Nothing was done.", "Ask the user.");
        });

        assertEquals("Nothing was done. Ask the user.", text(result));
        assertEquals(Map.of("poe/error", Map.of("code", "not_confirmed", "retryable", false)), result.meta());
    }

    @Test
    void internalError_isFixedSentenceWithNumber() {
        var result = call((arguments, context) -> {
            throw new IllegalStateException("a secret of ours");
        });

        assertTrue(result.isError());
        assertTrue(
                text(result).matches("Something went wrong in poe-mcp itself \\(incident [0-9a-f]{8}\\)\\. .*"),
                text(result));
        assertFalse(result.toString().contains("secret"));
    }

    @Test
    void unknownTool_isProtocolErrorAndNamesTheClosest() {
        var error = assertThrows(
                McpError.class,
                () -> methods(ALL, (arguments, context) -> new GetAvailableCategories.Result(List.of()))
                        .call(params(Map.of("name", "get_available_categorys")), host));

        assertEquals(-32602, error.getJsonRpcError().code());
        assertEquals(
                "Unknown tool: get_available_categorys. Did you mean get_available_categories?", error.getMessage());
    }

    @Test
    void disabledTool_isUnknownAndNamesTheSetting() {
        var readOnly = new ToolFilter(EnumSet.of(Toolset.CHATS), Set.of(), true, Credentials.NONE, false);
        var methods = methods(readOnly, (arguments, context) -> new GetAvailableCategories.Result(List.of()));

        for (var tool : Map.of("delete_chat", "POE_READ_ONLY", "get_bot_info", "POE_TOOLSETS")
                .entrySet()) {
            var error = assertThrows(McpError.class, () -> methods.call(params(Map.of("name", tool.getKey())), host));
            assertTrue(
                    error.getJsonRpcError().message().startsWith("Unknown tool: " + tool.getKey()), error.getMessage());
            assertTrue(error.getJsonRpcError().message().contains(tool.getValue()), error.getMessage());
        }
        assertFalse(methods.list(new Parameters(null), host).toString().contains("delete_chat"));
    }

    @Test
    void list_describesArgumentsAsConfigured() {
        var tools = methods(ALL, (arguments, context) -> new GetAvailableCategories.Result(List.of()))
                .list(new Parameters(null), host)
                .toString();

        assertTrue(tools.contains("(default 20)"), tools);
        assertFalse(tools.contains("local paths"), tools);
    }

    @Test
    void malformedParameters_areProtocolErrors() {
        var methods = methods(ALL, (arguments, context) -> new GetAvailableCategories.Result(List.of()));

        for (var params :
                List.of(Map.of(), Map.of("name", 7), Map.of("name", "get_settings", "arguments", List.of("x")))) {
            var error = assertThrows(McpError.class, () -> methods.call(params(params), host));
            assertEquals(-32602, error.getJsonRpcError().code());
        }
        assertThrows(McpError.class, () -> methods.list(params(Map.of("cursor", "x")), host));
    }

    @Test
    void invalidArguments_doNotReachTheHandler() {
        var result = methods(ALL, (arguments, context) -> {
                    throw new AssertionError("must not be called");
                })
                .call(params(Map.of("name", "get_available_categories", "arguments", Map.of("nonsense", 1))), host);

        assertTrue(result.isError());
        assertTrue(result.meta().toString().contains("invalid_argument"));
        assertTrue(text(result).contains("nonsense"), text(result));
    }

    @Test
    void progress_usesTokenOfCall() {
        var given = params(Map.of("name", "get_available_categories", "_meta", Map.of("progressToken", 42)));

        methods(ALL, (arguments, context) -> {
                    context.progress(1, "one");
                    return new GetAvailableCategories.Result(List.of());
                })
                .call(given, host);

        assertEquals(42, host.progress().get(0).token());
        assertEquals("one", host.progress().get(0).message());
    }

    @Test
    void waitsForReply_isTrueForToolsWithWaitSeconds() {
        var methods = methods(ALL, (arguments, context) -> new GetAvailableCategories.Result(List.of()));

        for (var tool : List.of("send_message", "retry_message", "compare_bots", "get_reply")) {
            assertTrue(methods.waitsForReply(tool), tool);
        }
        assertFalse(methods.waitsForReply("get_settings"));
        assertFalse(methods.waitsForReply("no_such_tool"));
    }

    @Test
    void account_isProvenOnlyByWhatPoeGivesToNobodyElse() {
        var proving = ToolCatalog.all().stream()
                .filter(ToolMethods::provesAccount)
                .map(ToolDefinition::name)
                .toList();

        assertTrue(proving.containsAll(
                List.of("send_message", "get_reply", "get_settings", "get_chat_history", "get_points_balance")));
        for (var open :
                List.of("compare_bots", "explore", "get_bot_info", "list_preview_apps", "delete_chat", "list_models")) {
            assertFalse(proving.contains(open), open);
        }
    }

    @Test
    void successOfAnOpenTool_acceptsNobody() {
        var methods = methods(ALL, (arguments, context) -> new GetAvailableCategories.Result(List.of()));

        assertFalse(methods.call(params(Map.of("name", "get_available_categories")), host)
                .isError());

        assertFalse(methods.accepted());
    }

    private CallToolResult call(ToolHandler<GetAvailableCategories.Args, GetAvailableCategories.Result> handler) {
        return methods(ALL, handler).call(params(Map.of("name", "get_available_categories")), host);
    }

    private static ToolMethods methods(
            ToolFilter filter, ToolHandler<GetAvailableCategories.Args, GetAvailableCategories.Result> handler) {
        return new ToolMethods(
                ToolCatalog.all(),
                filter,
                new ToolListing(false, Duration.ofSeconds(20)),
                () -> List.of(new BoundTool<>(GetAvailableCategories.DEFINITION, handler)),
                new ArgumentValidator(),
                new ResultContent(
                        () -> {
                            throw new AssertionError("no pictures here");
                        },
                        () -> {
                            throw new AssertionError("no pictures here");
                        }),
                false);
    }

    private static Parameters params(Map<?, ?> params) {
        return new Parameters(JsonRpc.JSON.valueToTree(params));
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }
}
