package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.site.profile.Operation;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The response to the import of a shared chat (docs/poe-protocol.md §6.13).
 *
 * @param chat the new chat; empty if the response does not say which one it is
 * @param attachments number of attachments in it; empty if the response does not list them
 */
public record ImportResponse(Optional<ChatNode> chat, OptionalInt attachments) {
    /** @throws PoeException if the import failed */
    public static ImportResponse read(JsonNode data) {
        var imported = data.path("continueChatFromPoeShare");
        MutationResult.read(imported).check(Operation.IMPORT_CHAT);
        var messages = imported.path("messages");
        var chat = messages.valueStream()
                .map(message -> ChatNode.read(message.path("node").path("chat")))
                .filter(found -> found.chatCode() != null)
                .findFirst();
        var listed = messages.valueStream()
                .map(message -> message.path("node").path("attachments"))
                .filter(JsonNode::isArray)
                .toList();
        return new ImportResponse(
                chat,
                listed.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(
                                listed.stream().mapToInt(JsonNode::size).sum()));
    }
}
