package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What an event of the channel is about (docs/poe-protocol.md §5.5). Every field may be missing.
 *
 * @param isObject false if the event contains no more than its key
 * @param id tells the entities of one subscription apart
 * @param typeName empty if missing
 * @param message the entity as a message; its state may also be that of a job
 * @param chatId 0 if missing
 * @param jobId 0 if missing
 * @param title empty if missing
 * @param pointLimit the account's limit per message
 */
public record EventEntity(
        boolean isObject,
        String id,
        String typeName,
        MessageNode message,
        long chatId,
        long jobId,
        String title,
        @Nullable Long costPoints,
        @Nullable Long pointLimit) {
    public static EventEntity read(JsonNode node) {
        return new EventEntity(
                node.isObject(),
                node.path("messageId").asText("") + node.path("id").asText(""),
                node.path("__typename").asText(""),
                MessageNode.read(node),
                JsonFields.numberOrZero(node.path("chat").path("chatId")),
                JsonFields.numberOrZero(node.path("jobId")),
                node.path("title").asText(""),
                JsonFields.number(node.path("totalCostPoints")),
                JsonFields.number(node.path("messagePointInfo").path("allChatDefaultPointPriceThresholdPerMessage")));
    }
}
