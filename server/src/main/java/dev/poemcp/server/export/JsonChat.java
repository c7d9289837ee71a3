package dev.poemcp.server.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Message;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chat as JSON, with all that Poe tells of it; its schema is docs/export.schema.json. */
final class JsonChat {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonChat() {}

    static void write(ExportedChat exported, Writer out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        write(exported, json);
        json.close();
        out.append('\n');
    }

    /** Message by message, since a chat may have 50,000. */
    static void write(ExportedChat exported, JsonGenerator json) throws IOException {
        var chat = exported.chat();
        json.writeStartObject();
        json.writeObjectField("chat_id", chat.chatId());
        json.writeStringField("chat_code", chat.chatCode());
        json.writeStringField("title", chat.title());
        json.writeStringField("url", text(chat.url()));
        json.writeStringField("bot", chat.bot());
        json.writeStringField("created", text(exported.created()));
        json.writeStringField("last_activity", text(chat.lastInteraction()));
        json.writeArrayFieldStart("messages");
        for (Message message : exported.messages()) {
            write(message, exported, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Message message, ExportedChat exported, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("message_id", message.messageId());
        json.writeStringField("message_code", message.messageCode());
        json.writeStringField("author", message.author());
        json.writeStringField("creation_time", message.creationTime().toString());
        json.writeStringField("state", message.state());
        json.writeStringField("text", message.text());
        json.writeArrayFieldStart("attachments");
        for (int i = 0; i < message.attachments().size(); i++) {
            Attachment attachment = message.attachments().get(i);
            var saved = exported.files().get(ExportedChat.fileKey(message, i));
            json.writeStartObject();
            json.writeStringField("name", attachment.name());
            json.writeStringField("mime_type", attachment.mimeType());
            json.writeObjectField("size_bytes", attachment.sizeBytes());
            json.writeStringField("url", text(attachment.url()));
            json.writeStringField("file", saved == null ? null : saved.path());
            json.writeStringField("failure", saved == null ? null : saved.failure());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
