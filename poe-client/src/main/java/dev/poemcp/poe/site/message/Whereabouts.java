package dev.poemcp.poe.site.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.MessageNode;
import dev.poemcp.poe.site.reply.ReplyHead;
import dev.poemcp.poe.site.session.ChatDirectory;
import dev.poemcp.poe.site.session.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds an answer in its chat: on the newest page, or, when it is named, on older ones (protocol reference 6.16). */
final class Whereabouts {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 50;

    private final Site site;
    private final ChatDirectory chats;

    Whereabouts(Site site, ChatDirectory chats) {
        this.site = site;
        this.chats = chats;
    }

    /** An answer, and what is known around it. */
    record Found(ReplyHead head, MessageNode answer) {}

    /** @throws PoeException {@link PoeFailure.NotFound} */
    Found find(ChatRef chat, @Nullable Long messageId) {
        ChatDirectory.ChatMessages page = chats.newest(chat);
        List<MessageNode> messages =
                new ArrayList<>(page.messages().stream().map(MessageNode::read).toList());
        Optional<Found> found = among(page, messages, messageId);
        String cursor = page.olderCursor();
        for (int pages = 0; found.isEmpty() && cursor != null && pages < MAX_PAGES; pages++) {
            long oldest = messages.isEmpty() ? Long.MAX_VALUE : messages.get(0).messageId();
            if (messageId != null && messageId > oldest) {
                break;
            }
            JsonNode older = older(page.chat().chatId(), cursor);
            messages.clear();
            older.path("edges").forEach(edge -> messages.add(MessageNode.read(edge.path("node"))));
            found = among(page, messages, messageId);
            JsonNode start = older.path("pageInfo").path("startCursor");
            boolean more = older.path("pageInfo").path("hasPreviousPage").asBoolean(!messages.isEmpty())
                    && start.isTextual()
                    && !start.textValue().equals(cursor);
            cursor = more ? start.textValue() : null;
        }
        return found.orElseThrow(() -> new PoeException(new PoeFailure.NotFound(
                PoeFailure.Subject.MESSAGE,
                messageId == null ? "answer of a bot in chat " + chat : Long.toString(messageId))));
    }

    private JsonNode older(long chatId, String cursor) {
        Map<String, Object> values = new HashMap<>();
        values.put(
                "globalChatId",
                Base64.getEncoder().encodeToString(("Chat:" + chatId).getBytes(StandardCharsets.UTF_8)));
        values.put("count", PAGE);
        values.put("cursor", cursor);
        return site.ask(Operation.CHAT_MESSAGES, values).path("node").path("messagesConnection");
    }

    private static Optional<Found> among(
            ChatDirectory.ChatMessages page, List<MessageNode> messages, @Nullable Long messageId) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            MessageNode message = messages.get(i);
            boolean meant = messageId == null ? message.fromBot() : message.messageId() == messageId;
            if (meant && !message.fromBot()) {
                throw new PoeException(new PoeFailure.InvalidRequest(
                        "Message " + messageId + " is not an answer of a bot, but one of yours or a note."));
            }
            if (meant) {
                long human = LastAnswer.humanBefore(messages, i);
                String bot = message.botHandle() == null ? page.chat().bot() : message.botHandle();
                return Optional.of(new Found(new ReplyHead(page.chat(), bot, human == 0 ? null : human), message));
            }
        }
        return Optional.empty();
    }
}
