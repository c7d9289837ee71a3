package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.Optional;

/** Reads responses about messages. Source: docs/poe-protocol.md §6.5, §6.6, §6.7. */
public final class MessageReader {
    private MessageReader() {}

    /**
     * The cost in points of a message, if the site has a figure yet.
     *
     * @throws PoeException {@link PoeFailure.NotFound} if there is no such message
     */
    public static Optional<Long> cost(JsonNode data, String messageCode) {
        var message = data.path("messageOfCode");
        if (!message.isObject()) {
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.MESSAGE, messageCode));
        }
        return Optional.ofNullable(
                JsonFields.number(message.path("responsibleJob").path("totalCostPoints")));
    }

    /** The code of shared messages; an empty text if missing. */
    public static String shareCode(JsonNode data) {
        return data.path("messagesShare").path("shareCode").asText("");
    }

    /** The URL of a published preview, an empty text if there is no such preview; no URL if there is no message. */
    public static Optional<String> previewUrl(JsonNode data) {
        var shared = data.path("sharePreviewFromMessage");
        return shared.isObject()
                ? Optional.of(shared.path("sharedPreview").path("shareUrl").asText(""))
                : Optional.empty();
    }
}
