package dev.poemcp.poe.api;

import dev.poemcp.poe.Attachment;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to a bot, with all that was said before: the API keeps no conversation.
 *
 * @param bot name in requests
 * @param turns oldest first; the last one is the user's
 * @param parameters the model's own options, already checked
 */
record Question(String bot, List<Turn> turns, Map<String, Object> parameters) {
    Question {
        turns = List.copyOf(turns);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    enum Role {
        USER,
        BOT
    }

    record Turn(Role role, String text, List<TurnFile> files) {
        Turn {
            files = List.copyOf(files);
        }
    }

    /**
     * A file of a turn.
     *
     * @param base64 its content; null if only the address is kept
     * @param url where the API serves it; null if it was not uploaded
     */
    record TurnFile(
            String name,
            String mimeType,
            @Nullable String base64,
            @Nullable URI url) {
        static TurnFile of(Attachment attachment) {
            String type = attachment.mimeType();
            return new TurnFile(
                    attachment.name(), type == null ? "application/octet-stream" : type, null, attachment.url());
        }
    }
}
