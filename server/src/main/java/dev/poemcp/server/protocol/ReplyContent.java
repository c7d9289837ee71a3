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

/** A reply for a reader: the answer's own text, what else there is to know about it, its pictures, its files. */
final class ReplyContent {
    private final Pictures pictures;

    ReplyContent(Pictures pictures) {
        this.pictures = pictures;
    }

    List<Content> of(ReplyResult reply, McpClient host) {
        var content = new ArrayList<Content>();
        if (!reply.text().isEmpty()) {
            content.add(text(reply.text()));
        }
        var notes = notes(reply.state(), reply.chat(), reply.nextTextOffset());
        if (!notes.isEmpty()) {
            content.add(text(notes));
        }
        content.addAll(files(reply.attachments(), host));
        if (content.isEmpty()) {
            content.add(text("[The answer is empty.]"));
        }
        return content;
    }

    /** Each under the name of its bot, then the files of all. */
    List<Content> of(CompareBots.Result comparison, McpClient host) {
        var content = new ArrayList<Content>();
        var files = new ArrayList<AttachmentResult>();
        for (var reply : comparison.replies()) {
            var said =
                    reply.error() == null ? reply.text() : "[" + reply.error().message() + "]";
            var notes = reply.error() == null ? notes(reply.state(), reply.chat(), reply.nextTextOffset()) : "";
            content.add(text(Stream.of("## " + reply.bot(), said, notes)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("\n\n"))));
            files.addAll(reply.attachments());
        }
        content.addAll(files(files, host));
        return content;
    }

    private List<Content> files(List<AttachmentResult> attachments, McpClient host) {
        var shown = pictures.fetch(attachments.stream()
                .filter(ReplyContent::mayBePicture)
                .map(AttachmentResult::url)
                .toList());
        return attachments.stream()
                .map(attachment -> {
                    Content picture = shown.get(attachment.url());
                    return picture == null ? link(attachment, host) : picture;
                })
                .toList();
    }

    /** What a reader of the text alone would miss; mostly nothing. */
    private static String notes(ReplyResult.State state, @Nullable ChatResult chat, @Nullable Long nextTextOffset) {
        var notes = new ArrayList<String>();
        var where = chat == null ? "" : ", chat_code \"" + chat.chatCode() + "\"";
        switch (state) {
            case IN_PROGRESS ->
                notes.add("[The reply is still in progress at Poe. Get the rest with get_reply" + where
                        + "; do not send the message again.]");
            case CANCELLED -> notes.add("[The reply was cancelled here.]");
            case FAILED ->
                notes.add("[The reply failed at Poe. Have it answered anew with retry_message" + where + ".]");
            case COMPLETE -> {}
        }
        if (nextTextOffset != null) {
            notes.add("[There is more text: go on with get_reply" + where + ", text_offset " + nextTextOffset + ".]");
        }
        return String.join("\n", notes);
    }

    private static boolean mayBePicture(AttachmentResult attachment) {
        return attachment.mimeType() == null || attachment.mimeType().startsWith("image/");
    }

    private static Content link(AttachmentResult attachment, McpClient host) {
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
