package dev.poemcp.server.protocol;

import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.ReplyResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reply as content for a model: its text, notes on its state, its pictures, its files. */
final class ReplyContent {
    private final Pictures pictures;

    ReplyContent(Pictures pictures) {
        this.pictures = pictures;
    }

    List<Content> of(ReplyResult reply, McpClient client) {
        var content = new ArrayList<Content>();
        if (!reply.text().isEmpty()) {
            content.add(text(reply.text()));
        }
        var notes = notes(reply.state(), reply.chat(), reply.nextTextOffset());
        if (!notes.isEmpty()) {
            content.add(text(notes));
        }
        content.addAll(files(reply.attachments(), client));
        if (content.isEmpty()) {
            content.add(text("[The answer is empty.]"));
        }
        return content;
    }

    /** Each reply under the name of its bot, then all files. */
    List<Content> of(CompareBots.Result comparison, McpClient client) {
        var content = new ArrayList<Content>();
        var files = new ArrayList<AttachmentResult>();
        for (var reply : comparison.replies()) {
            var body =
                    reply.error() == null ? reply.text() : "[" + reply.error().message() + "]";
            var notes = reply.error() == null ? notes(reply.state(), reply.chat(), reply.nextTextOffset()) : "";
            content.add(text(Stream.of("## " + reply.bot(), body, notes)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("\n\n"))));
            files.addAll(reply.attachments());
        }
        content.addAll(files(files, client));
        return content;
    }

    private List<Content> files(List<AttachmentResult> attachments, McpClient client) {
        var shown = pictures.fetch(attachments.stream()
                .filter(ReplyContent::maybePicture)
                .map(AttachmentResult::url)
                .toList());
        return attachments.stream()
                .map(attachment -> {
                    Content picture = shown.get(attachment.url());
                    return picture == null ? link(attachment, client) : picture;
                })
                .toList();
    }

    /** Notes for a client that reads only the text; usually none. */
    private static String notes(ReplyResult.State state, @Nullable ChatResult chat, @Nullable Long nextTextOffset) {
        var notes = new ArrayList<String>();
        var chatHint = chat == null ? "" : ", chat_code \"" + chat.chatCode() + "\"";
        switch (state) {
            case IN_PROGRESS ->
                notes.add("[The reply is still in progress at Poe. Get the rest with get_reply" + chatHint
                        + "; do not send the message again.]");
            case CANCELLED -> notes.add("[The reply was cancelled here.]");
            case FAILED -> notes.add("[The reply failed at Poe. Regenerate it with retry_message" + chatHint + ".]");
            case COMPLETE -> {}
        }
        if (nextTextOffset != null) {
            notes.add(
                    "[There is more text: go on with get_reply" + chatHint + ", text_offset " + nextTextOffset + ".]");
        }
        return String.join("\n", notes);
    }

    private static boolean maybePicture(AttachmentResult attachment) {
        return attachment.mimeType() == null || attachment.mimeType().startsWith("image/");
    }

    private static Content link(AttachmentResult attachment, McpClient client) {
        if (!client.supportsResourceLinks()) {
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
