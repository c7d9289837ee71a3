package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A chat with a page of its messages.
 *
 * @param messages oldest first; the page that follows is older
 */
public record ChatPageNode(ChatNode chat, RelayConnection<MessageNode> messages) {
    /** Reads the response to the query by code; empty if there is no such chat. */
    public static Optional<ChatPageNode> ofCode(JsonNode data) {
        return read(data.path("chatOfCode"));
    }

    /** Reads the response to the query by number; empty if there is no such chat. */
    public static Optional<ChatPageNode> ofId(JsonNode data) {
        return read(data.path("node"));
    }

    private static Optional<ChatPageNode> read(JsonNode node) {
        var messages = RelayConnection.backward(
                node.path("messagesConnection"),
                message -> Optional.of(message).filter(JsonNode::isObject).map(MessageNode::read));
        return node.isObject() ? Optional.of(new ChatPageNode(ChatNode.read(node), messages)) : Optional.empty();
    }
}
