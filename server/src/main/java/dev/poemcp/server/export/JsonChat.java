package dev.poemcp.server.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chat as JSON, with all that Poe tells of it; its schema is docs/export.schema.json. */
final class JsonChat {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonChat() {}

    static String text(ExportedChat exported) {
        var chat = exported.chat();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("chat_id", chat.chatId());
        root.put("chat_code", chat.chatCode());
        root.put("title", chat.title());
        root.put("url", text(chat.url()));
        root.put("bot", chat.bot());
        root.put("created", text(exported.created()));
        root.put("last_activity", text(chat.lastInteraction()));
        ArrayNode messages = root.putArray("messages");
        exported.messages().forEach(message -> add(messages.addObject(), exported, message));
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree cannot be written", e);
        }
    }

    private static void add(ObjectNode node, ExportedChat exported, Message message) {
        node.put("message_id", message.messageId());
        node.put("message_code", message.messageCode());
        node.put("author", message.author());
        node.put("creation_time", message.creationTime().toString());
        node.put("state", message.state());
        node.put("text", message.text());
        ArrayNode attachments = node.putArray("attachments");
        for (int i = 0; i < message.attachments().size(); i++) {
            Attachment attachment = message.attachments().get(i);
            var saved = exported.files().get(ExportedChat.fileKey(message, i));
            attachments
                    .addObject()
                    .put("name", attachment.name())
                    .put("mime_type", attachment.mimeType())
                    .put("size_bytes", attachment.sizeBytes())
                    .put("url", text(attachment.url()))
                    .put("file", saved == null ? null : saved.path())
                    .put("failure", saved == null ? null : saved.failure());
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
