package dev.poemcp.server.protocol;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.poemcp.poe.web.WebPictures;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.chats.GetChatHistory;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.models.GetUsageHistory;
import dev.poemcp.tool.models.ListModels;
import dev.poemcp.tool.result.ReplyResult;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** A handler's result as a tool result: structured JSON for programs, and content for models. */
public final class ResultContent {
    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final ReplyContent replies;

    /**
     * @param pictures source of the pictures of replies; created for the first
     * @param workers fetches them in parallel
     */
    public ResultContent(Supplier<WebPictures> pictures, Supplier<ExecutorService> workers) {
        this.replies = new ReplyContent(new Pictures(pictures, workers));
    }

    CallToolResult of(Record result, McpClient client) {
        var fields = json.convertValue(result, new TypeReference<Map<String, Object>>() {});
        return CallToolResult.builder()
                .structuredContent(fields)
                .content(content(result, fields, client))
                .isError(false)
                .build();
    }

    private List<Content> content(Record result, Map<String, Object> fields, McpClient client) {
        if (result instanceof ReplyResult reply) {
            return replies.of(reply, client);
        }
        if (result instanceof CompareBots.Result comparison) {
            return replies.of(comparison, client);
        }
        return List.of(TextContent.builder(text(result, fields)).build());
    }

    private static String text(Record result, Map<String, Object> fields) {
        if (result instanceof Explore.Result found) {
            return ListText.of(found);
        }
        if (result instanceof GetChatHistory.Result history) {
            return ListText.of(history);
        }
        if (result instanceof GetChatMessages.Result page) {
            return ListText.of(page);
        }
        if (result instanceof ListModels.Result found) {
            return ListText.of(found);
        }
        if (result instanceof GetUsageHistory.Result history) {
            return ListText.of(history);
        }
        return ResultText.of(fields);
    }
}
