package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Understands what one endpoint answers. Writes it to a {@link ReplyOutput} and ends that as soon as it is known. */
interface ReplyParser {
    /** One server-sent event. */
    void event(@Nullable String type, String data);

    /**
     * The stream has ended, or its connection broke.
     *
     * @return whether the reply was whole, and so is ended now
     */
    boolean end();

    /** The answer in one piece. */
    void whole(JsonNode answer);
}
