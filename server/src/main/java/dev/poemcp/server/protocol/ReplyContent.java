package dev.poemcp.server.protocol;

import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.ComparedReply;
import dev.poemcp.tool.result.ReplyResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reply as content for a model: its text, notes on its state, a line with its ids, cost and files, then the files
 * themselves, for hosts that show them.
 */
final class ReplyContent {
    /** Of all replies in a result together. */
    static final int MAX_PICTURES = 4;

    /** Characters for attachments in the lines of one result. */
    private static final int MAX_ATTACHMENTS = 6_000;

    private final Pictures pictures;

    ReplyContent(Pictures pictures) {
        this.pictures = pictures;
    }

    List<Content> of(ReplyResult reply, McpClient client) {
        var content = new ArrayList<Content>();
        if (!reply.text().isEmpty()) {
            content.add(text(reply.text()));
        }
        content.add(text(joined(
                "\n",
                notes(reply.state(), reply.chat(), reply.nextTextOffset()),
                ReplyLine.of(reply).text(MAX_ATTACHMENTS))));
        content.addAll(files(reply.attachments(), shown(reply.attachments().stream()), client));
        return content;
    }

    /** Each reply under the name of its bot with its files, the judge's verdict, then what all cost. */
    List<Content> of(CompareBots.Result comparison, McpClient client) {
        var content = new ArrayList<Content>();
        var bots = comparison.replies().size();
        var all = Stream.concat(comparison.replies().stream(), Stream.ofNullable(comparison.verdict()))
                .toList();
        // All at once, so that they are waited for together.
        var shown = shown(all.stream().flatMap(reply -> reply.attachments().stream()));
        for (var i = 0; i < all.size(); i++) {
            var reply = all.get(i);
            var heading = (i < bots ? "## " : "## Verdict of ") + reply.bot();
            content.add(text(section(heading, reply, MAX_ATTACHMENTS / all.size())));
            content.addAll(files(reply.attachments(), shown, client));
        }
        content.add(text("[Total: "
                + (comparison.pointsSpent() == null ? "unknown" : comparison.pointsSpent() + " points") + "]"));
        return content;
    }

    private static String section(String heading, ComparedReply reply, int maxAttachments) {
        var error = reply.error();
        return joined(
                "\n\n",
                heading,
                error == null ? reply.text() : "[" + error.message() + "]",
                joined(
                        "\n",
                        error == null ? notes(reply.state(), reply.chat(), reply.nextTextOffset()) : "",
                        ReplyLine.of(reply).text(maxAttachments)));
    }

    private static String joined(String separator, String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(separator));
    }

    /** By URL: the first few pictures; the others remain links. */
    private Map<String, ImageContent> shown(Stream<AttachmentResult> attachments) {
        return pictures.fetch(attachments
                .filter(ReplyContent::maybePicture)
                .map(AttachmentResult::url)
                .distinct()
                .limit(MAX_PICTURES)
                .toList());
    }

    private static List<Content> files(
            List<AttachmentResult> attachments, Map<String, ImageContent> shown, McpClient client) {
        return attachments.stream()
                .<Content>mapMulti((attachment, add) -> {
                    var picture = shown.get(attachment.url());
                    if (picture != null) {
                        add.accept(picture);
                    } else if (client.supportsResourceLinks()) {
                        add.accept(link(attachment));
                    }
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
            case FAILED -> notes.add("[The reply failed at Poe.]");
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

    private static Content link(AttachmentResult attachment) {
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
