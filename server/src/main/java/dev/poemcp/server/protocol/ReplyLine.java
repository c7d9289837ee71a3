package dev.poemcp.server.protocol;

import dev.poemcp.server.resources.MessageMarkdown;
import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.ComparedReply;
import dev.poemcp.tool.result.ReplyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts of a reply that a reader of its text needs to go on. */
record ReplyLine(
        @Nullable ChatResult chat,
        @Nullable Long messageId,
        List<Long> messageIds,
        @Nullable String messageCode,
        @Nullable Long points,
        List<AttachmentResult> attachments) {
    static ReplyLine of(ReplyResult reply) {
        return new ReplyLine(
                reply.chat(),
                reply.messageId(),
                reply.messageIds(),
                reply.messageCode(),
                reply.pointsSpent(),
                reply.attachments());
    }

    static ReplyLine of(ComparedReply reply) {
        return new ReplyLine(
                reply.chat(),
                reply.messageId(),
                reply.messageIds(),
                reply.messageCode(),
                reply.pointsSpent(),
                reply.attachments());
    }

    /**
     * Such as {@code [chat_code a1 · message_id 7 · 30 points · attachment cat.png https://…]}; unknown parts are left
     * out. Has all ids of an answer with several messages, and the code that the cost can be queried with if it is
     * unknown.
     *
     * @param maxAttachments characters for all of them; the others are counted
     * @return empty if nothing is known
     */
    String text(int maxAttachments) {
        var parts = new ArrayList<String>();
        if (chat != null) {
            parts.add("chat_code " + chat.chatCode());
        }
        if (messageId != null) {
            parts.add("message_id " + messageId);
        }
        if (messageIds.size() > 1) {
            parts.add("message_ids " + messageIds.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        if (points != null) {
            parts.add(points + " points");
        } else if (messageCode != null) {
            parts.add("message_code " + messageCode);
        }
        var left = maxAttachments;
        for (var i = 0; i < attachments.size(); i++) {
            var attachment = attachments.get(i);
            var part = "attachment " + MessageMarkdown.oneLine(attachment.name()) + " " + attachment.url();
            left -= part.length();
            if (left < 0) {
                parts.add((attachments.size() - i) + " more attachments");
                break;
            }
            parts.add(part);
        }
        return parts.isEmpty() ? "" : "[" + String.join(" · ", parts) + "]";
    }
}
