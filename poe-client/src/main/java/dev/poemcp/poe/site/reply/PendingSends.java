package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages that are being sent, and the events in the meantime that may concern their replies. Guarded by its
 * owner.
 */
final class PendingSends {
    /** The chat id of a message that opens a chat. */
    private static final long NEW_CHAT = 0;

    private static final int MAX_COSTS = 2000;

    private final Map<String, PendingSend> messages = new HashMap<>();
    private final Map<Long, Integer> chats = new HashMap<>();
    private final EventBuffer buffer = new EventBuffer();
    private final Map<Long, Long> costs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MAX_COSTS;
        }
    };

    void add(PendingSend message) {
        messages.put(message.clientNonce(), message);
        chats.merge(message.chatId(), 1, Integer::sum);
    }

    /** How many messages are being sent. */
    int size() {
        return messages.size();
    }

    void remove(PendingSend message) {
        if (messages.remove(message.clientNonce()) != null) {
            chats.computeIfPresent(message.chatId(), (chat, count) -> count == 1 ? null : count - 1);
        }
        if (messages.isEmpty()) {
            buffer.clear();
        }
    }

    /** Whether the chat of a message that is being sent is this one, or not known yet. */
    boolean mayConcern(long chatId) {
        return chats.containsKey(chatId) || chats.containsKey(NEW_CHAT);
    }

    /** @param followed whether a reply in the chat is already followed, so that the chat cannot be a new one */
    void onEvent(long chatId, boolean followed, Event event) {
        if (EventTranslator.isCost(event)) {
            Long points = event.entity().costPoints();
            if (points != null) {
                costs.put(EventTranslator.jobOf(event), points);
            }
            return;
        }
        boolean wanted = chats.containsKey(chatId) || (!followed && chats.containsKey(NEW_CHAT));
        if (chatId != 0 && wanted) {
            buffer.add(chatId, event);
        }
        MessageNode added = event.entity().message();
        PendingSend message = messages.get(added.clientNonce());
        if (message != null && chatId != 0 && event.subscription().equals("messageAdded")) {
            message.echo().complete(new PendingSend.Echo(chatId, added.messageId()));
        }
    }

    EventBuffer.BufferedEvents take(long chatId) {
        return buffer.take(chatId);
    }

    /** The cost of a job whose cost event came before the job was known to be ours. */
    @Nullable
    Long cost(long jobId) {
        return costs.get(jobId);
    }

    /** Whether no message is being sent and no event is buffered; costs do not count. */
    boolean isEmpty() {
        return messages.isEmpty() && chats.isEmpty() && buffer.isEmpty();
    }
}
