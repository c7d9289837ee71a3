package dev.poemcp.server.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A chat as an archive keeps it for itself, whatever the format of its file: the JSON of {@link JsonChat}, compressed. The
 * index is made from it.
 */
final class ChatRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChatRecord() {}

    static void write(ExportedChat chat, OutputStream out) throws IOException {
        try (var json = JSON.createGenerator(new GZIPOutputStream(out))) {
            JsonChat.write(chat, json);
        }
    }

    /** The chat and its messages; not what became of the attachments. */
    record Content(Chat chat, List<Message> messages) {}

    /** @throws IOException also for a record that is damaged */
    static Content read(InputStream record) throws IOException {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        List<Message> messages = new ArrayList<>();
        try (JsonParser json = JSON.createParser(new GZIPInputStream(record))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("A record is a JSON object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        messages.add(message(json.readValueAsTree()));
                    }
                } else {
                    facts.set(name, json.<JsonNode>readValueAsTree());
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("A record has a value that is none", e);
        }
        return new Content(chat(facts), messages);
    }

    private static Chat chat(JsonNode facts) throws IOException {
        String lastActivity = text(facts, "last_activity");
        return new Chat(
                number(facts, "chat_id"),
                needed(facts, "chat_code"),
                text(facts, "title"),
                uri(facts),
                text(facts, "bot"),
                lastActivity == null ? null : Instant.parse(lastActivity));
    }

    private static Message message(JsonNode facts) throws IOException {
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode attachment : facts.path("attachments")) {
            attachments.add(new Attachment(
                    needed(attachment, "name"),
                    text(attachment, "mime_type"),
                    uri(attachment),
                    number(attachment, "size_bytes")));
        }
        return new Message(
                facts.path("message_id").longValue(),
                text(facts, "message_code"),
                needed(facts, "author"),
                needed(facts, "text"),
                needed(facts, "state"),
                Instant.parse(needed(facts, "creation_time")),
                attachments);
    }

    private static @Nullable URI uri(JsonNode facts) {
        String url = text(facts, "url");
        return url == null ? null : URI.create(url);
    }

    private static @Nullable Long number(JsonNode facts, String name) {
        return facts.path(name).isIntegralNumber() ? facts.path(name).longValue() : null;
    }

    private static @Nullable String text(JsonNode facts, String name) {
        return facts.path(name).isTextual() ? facts.path(name).textValue() : null;
    }

    private static String needed(JsonNode facts, String name) throws IOException {
        String text = text(facts, name);
        if (text == null) {
            throw new IOException("A record has no " + name);
        }
        return text;
    }
}
