package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Attachment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bot query protocol. The reply is complete with {@code done}. Of several parallel answers, only the first (index 0 or
 * none) is the reply: one text cannot hold them all. Source: docs/official-api.md, bot query protocol.
 */
final class BotQueryParser implements ReplyParser {
    private final ReplyOutput output;

    BotQueryParser(ReplyOutput output) {
        this.output = output;
    }

    @Override
    public void event(@Nullable String type, String data) {
        if (type == null) {
            return;
        }
        switch (type) {
            case "text" -> object(data).flatMap(event -> text(event, data)).ifPresent(output::append);
            case "replace_response" ->
                object(data).flatMap(event -> text(event, data)).ifPresent(output::replace);
            case "suggested_reply" ->
                object(data).flatMap(event -> text(event, data)).ifPresent(output::suggestedReply);
            case "file" -> object(data).ifPresent(event -> attach(event, data));
            case "error" -> object(data).ifPresent(this::fail);
            // It ends all answers.
            case "done" -> output.completed();
            default -> {
                // meta, ping, json, data and whatever comes later say nothing about the text.
            }
        }
    }

    @Override
    public boolean end() {
        return false;
    }

    /** This protocol has no such form but for errors. */
    @Override
    public void whole(JsonNode answer) {
        if (answer.path("error").isObject()) {
            output.failed(ApiError.inStream(answer.path("error")), false);
        } else if (answer.has("allow_retry") || answer.has("error_type")) {
            fail(answer);
        } else {
            output.unreadable("no events", answer.toString());
        }
    }

    private Optional<JsonNode> object(String data) {
        return ReplyJson.object(data, output).filter(event -> {
            JsonNode index = event.path("index");
            return !index.isIntegralNumber() || index.longValue() == 0;
        });
    }

    private Optional<String> text(JsonNode event, String data) {
        String text = event.path("text").textValue();
        if (text == null) {
            output.unreadable("an event without its text", data);
        }
        return Optional.ofNullable(text);
    }

    private void attach(JsonNode event, String data) {
        try {
            URI url = new URI(event.path("url").asText(""));
            if (url.getHost() != null) {
                String name = event.path("name").asText("");
                output.attachment(new Attachment(
                        name.isBlank() ? "file" : name,
                        event.path("content_type").textValue(),
                        url,
                        null));
                return;
            }
        } catch (URISyntaxException invalid) {
            output.unreadable("a file with an invalid address", data);
        }
        output.unreadable("a file without an address", data);
    }

    private void fail(JsonNode event) {
        output.failed(ApiError.ofEvent(event), event.path("allow_retry").asBoolean(true));
    }
}
