package dev.poemcp.server.mcp;

import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.ReplyResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;

/** A reply for a reader: the answer's own text, what else there is to know about it, its pictures, its files. */
final class ReplyContent {
    private final Pictures pictures;

    ReplyContent(Pictures pictures) {
        this.pictures = pictures;
    }

    List<Content> of(ReplyResult reply, Host host) {
        var content = new ArrayList<Content>();
        if (!reply.text().isEmpty()) {
            content.add(text(reply.text()));
        }
        var notes = notes(reply);
        if (!notes.isEmpty()) {
            content.add(text(String.join("\n", notes)));
        }
        var shown = pictures.fetch(reply.attachments().stream()
                .filter(ReplyContent::mayBePicture)
                .map(AttachmentResult::url)
                .toList());
        for (var attachment : reply.attachments()) {
            Content picture = shown.get(attachment.url());
            content.add(picture == null ? link(attachment, host) : picture);
        }
        if (content.isEmpty()) {
            content.add(text("[The answer is empty.]"));
        }
        return content;
    }

    private static List<String> notes(ReplyResult reply) {
        var notes = new ArrayList<String>();
        var chat = "chat_code \"" + reply.chat().chatCode() + "\"";
        switch (reply.state()) {
            case IN_PROGRESS ->
                notes.add("[The reply is still in progress at Poe. Get the rest with get_reply, " + chat
                        + "; do not send the message again.]");
            case CANCELLED -> notes.add("[The reply was cancelled here.]");
            case FAILED ->
                notes.add("[The reply failed at Poe. Have it answered anew with retry_message, " + chat + ".]");
            case COMPLETE -> {}
        }
        if (reply.nextTextOffset() != null) {
            notes.add("[There is more text: go on with get_reply, " + chat + ", text_offset " + reply.nextTextOffset()
                    + ".]");
        }
        return notes;
    }

    private static boolean mayBePicture(AttachmentResult attachment) {
        return attachment.mimeType() == null || attachment.mimeType().startsWith("image/");
    }

    private static Content link(AttachmentResult attachment, Host host) {
        if (!host.takesResourceLinks()) {
            return text("[File " + attachment.name() + ": " + attachment.url() + "]");
        }
        var link = ResourceLink.builder().name(attachment.name()).uri(attachment.url());
        if (attachment.mimeType() != null) {
            link.mimeType(attachment.mimeType());
        }
        if (attachment.sizeBytes() != null) {
            link.size(attachment.sizeBytes());
        }
        return link.build();
    }

    private static TextContent text(String text) {
        return TextContent.builder(text).build();
    }
}
