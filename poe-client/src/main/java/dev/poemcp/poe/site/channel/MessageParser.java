package dev.poemcp.poe.site.channel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.poemcp.poe.site.json.EventEntity;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parses one message of a frame: {@code {"message_type", "payload": {"unique_id", "subscription_name", "data"}}}. The
 * site sends the topic before the data; reading stops there if nobody wants it.
 */
final class MessageParser {
    private static final String UPDATE = "subscriptionUpdate";
    private static final String REFETCH = "refetchChannel";

    private final ObjectMapper json;
    private final Predicate<Topic> wanted;

    MessageParser(ObjectMapper json, Predicate<Topic> wanted) {
        this.json = json;
        this.wanted = wanted;
    }

    /** What a message is. */
    enum Kind {
        UPDATE,
        /** An update that nobody wants. */
        UNWANTED,
        REFETCH,
        /** Of a type that is meant for other clients. */
        OTHER,
        MALFORMED
    }

    /** @param update null for any other kind */
    record Result(Kind kind, Frame.@Nullable Update update) {
        static final Result MALFORMED = new Result(Kind.MALFORMED, null);
        private static final Result UNWANTED = new Result(Kind.UNWANTED, null);
        private static final Result OTHER = new Result(Kind.OTHER, null);
    }

    /** @throws IOException if it is no JSON */
    Result parse(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return Result.MALFORMED;
        }
        String type = null;
        Result update = Result.MALFORMED;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("message_type")) {
                type = parser.getValueAsString("");
            } else if (field.equals("payload") && value == JsonToken.START_OBJECT && (type == null || isUpdate(type))) {
                update = payload(parser, type != null);
                if (type != null && update.kind() == Kind.UNWANTED) {
                    return update;
                }
            }
            parser.skipChildren();
        }
        if (type == null || isUpdate(type)) {
            return type == null ? Result.OTHER : update;
        }
        return type.equals(REFETCH) ? new Result(Kind.REFETCH, null) : Result.OTHER;
    }

    private static boolean isUpdate(String type) {
        return type.equals(UPDATE);
    }

    /** @param mayStop whether the rest of the message need not be read if nobody wants it */
    private Result payload(JsonParser parser, boolean mayStop) throws IOException {
        String subscription = "";
        String uniqueId = null;
        JsonNode data = null;
        JsonNode entity = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "subscription_name" -> subscription = parser.getValueAsString("");
                case "unique_id" -> uniqueId = parser.getValueAsString("");
                case "data" -> {
                    if (mayStop
                            && !subscription.isEmpty()
                            && uniqueId != null
                            && !wanted.test(Topic.of(subscription, uniqueId))) {
                        return Result.UNWANTED;
                    }
                    if (value == JsonToken.START_OBJECT && subscription.isEmpty()) {
                        data = json.readTree(parser);
                    } else if (value == JsonToken.START_OBJECT) {
                        entity = entity(parser, subscription);
                    }
                }
                default -> {
                    // Not used.
                }
            }
            parser.skipChildren();
        }
        if (data != null) {
            entity = data.path(subscription);
        }
        if (subscription.isEmpty() || entity == null) {
            return Result.MALFORMED;
        }
        Topic topic = Topic.of(subscription, uniqueId == null ? "" : uniqueId);
        return wanted.test(topic)
                ? new Result(Kind.UPDATE, new Frame.Update(topic, EventEntity.read(entity)))
                : Result.UNWANTED;
    }

    /** The field of the data with the subscription's name. */
    private JsonNode entity(JsonParser data, String subscription) throws IOException {
        JsonNode entity = MissingNode.getInstance();
        while (data.nextToken() == JsonToken.FIELD_NAME) {
            boolean isWanted = data.currentName().equals(subscription);
            data.nextToken();
            if (isWanted) {
                entity = json.readTree(data);
            } else {
                data.skipChildren();
            }
        }
        return entity;
    }
}
