package dev.poemcp.poe.site.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.poemcp.poe.site.json.EventEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses frames (docs/poe-protocol.md §5.4). Each inner message is a separate JSON string and is parsed separately, so
 * that a malformed one does not affect the others.
 */
final class FrameParser {
    /** The rest of a longer frame is dropped: texts are cumulative, so later frames contain what is lost. */
    private static final int MAX_INNER = 10_000;

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(RealtimeSocket.MAX_FRAME_BYTES)
                    .build())
            .build());

    /** Empty if the frame is not a JSON object. */
    Optional<Frame> parse(String text) {
        JsonNode outer = tree(text);
        if (outer == null || !outer.isObject()) {
            return Optional.empty();
        }
        List<Frame.Update> updates = new ArrayList<>();
        boolean refetch = false;
        int malformed = 0;
        int seen = 0;
        for (JsonNode wrapped : outer.path("messages")) {
            if (++seen > MAX_INNER) {
                break;
            }
            JsonNode inner = wrapped.isTextual() ? tree(wrapped.textValue()) : wrapped;
            if (inner == null || !inner.isObject()) {
                malformed++;
                continue;
            }
            switch (inner.path("message_type").asText()) {
                case "subscriptionUpdate" -> {
                    Frame.Update update = update(inner.path("payload"));
                    if (update == null) {
                        malformed++;
                    } else {
                        updates.add(update);
                    }
                }
                case "refetchChannel" -> refetch = true;
                default -> {
                    // Unknown types are meant for other clients.
                }
            }
        }
        return Optional.of(new Frame(
                updates, refetch, text(outer, "min_seq"), text(outer, "error"), text(outer, "type"), malformed));
    }

    private static Frame.@Nullable Update update(JsonNode payload) {
        String subscription = payload.path("subscription_name").asText();
        if (subscription.isEmpty() || !payload.path("data").isObject()) {
            return null;
        }
        // The key is what follows the subscription's own name; it is not always a chat id.
        String uniqueId = payload.path("unique_id").asText();
        String prefix = subscription + ":";
        String key = uniqueId.startsWith(prefix) ? uniqueId.substring(prefix.length()) : "";
        return new Frame.Update(
                subscription, key, EventEntity.read(payload.path("data").path(subscription)));
    }

    private @Nullable JsonNode tree(String text) {
        try {
            JsonNode node = json.readTree(text);
            return node == null || node instanceof MissingNode ? null : node;
        } catch (JsonProcessingException malformed) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode outer, String field) {
        JsonNode value = outer.path(field);
        return value.isTextual() || value.isNumber() ? value.asText() : null;
    }
}
