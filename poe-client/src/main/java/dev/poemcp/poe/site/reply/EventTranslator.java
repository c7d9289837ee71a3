package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.Topic;
import dev.poemcp.poe.site.json.EventEntity;
import dev.poemcp.poe.site.json.MessageNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates events into calls on a reply (docs/poe-protocol.md §5.5). */
final class EventTranslator {
    private static final Logger log = LoggerFactory.getLogger(EventTranslator.class);
    private static final String DIALOG = "chatModalStateChanged";
    private static final Set<String> KEYED_BY_CHAT = Set.of(
            "messageAdded",
            "messageCancelled",
            "messageFollowupActionUpdated",
            "jobStarted",
            "jobUpdated",
            "chatTitleUpdated",
            DIALOG);
    private static final String COST = "jobCostUpdated";

    private EventTranslator() {}

    static boolean isCost(Event event) {
        return event.subscription().equals(COST);
    }

    static boolean isAboutReplies(Topic topic) {
        return topic.subscription().equals(COST) || isKeyedByChat(topic);
    }

    static boolean isKeyedByChat(Topic topic) {
        return KEYED_BY_CHAT.contains(topic.subscription());
    }

    /** The chat of an event, or 0 if it has none. Only some subscriptions are keyed by chat. */
    static long chatOf(Event event) {
        if (!KEYED_BY_CHAT.contains(event.subscription())) {
            return 0;
        }
        return event.keyNumber() != 0 ? event.keyNumber() : event.entity().chatId();
    }

    /** The job of a cost event, or 0 if it has none. */
    static long jobOf(Event event) {
        return event.keyNumber() != 0 ? event.keyNumber() : event.entity().jobId();
    }

    /** Delivers buffered events as one change: of each job they contain the last state only. */
    static void replay(List<Event> events, TrackedReply reply) {
        if (events.isEmpty()) {
            return;
        }
        reply.with(m -> m.replaying(true));
        try {
            events.forEach(event -> deliver(event, reply));
        } finally {
            reply.with(m -> m.replaying(false));
        }
    }

    static void deliver(Event event, TrackedReply reply) {
        EventEntity entity = event.entity();
        MessageNode message = entity.message();
        if (!entity.isObject()) {
            return;
        }
        boolean keyed = chatOf(event) != 0;
        switch (event.subscription()) {
            case "messageAdded" -> {
                // Without a chat, only a message that is already known to belong to the reply can be matched.
                if (keyed || reply.with(m -> m.contains(message.messageId()))) {
                    reply.onEvent(m -> m.received(message, event.position()));
                }
            }
            case "messageCancelled" -> {
                if (keyed || reply.with(m -> m.contains(message.messageId()))) {
                    reply.onEvent(m -> m.cancelled(message.messageId(), message.lengthOnCancellation()));
                }
            }
            case "jobStarted", "jobUpdated" -> {
                if (keyed) {
                    reply.onEvent(m -> m.jobUpdated(entity.jobId(), message.state()));
                }
            }
            case "messageFollowupActionUpdated" -> {
                if (reply.with(m -> m.contains(message.messageId()))) {
                    reply.onEvent(m -> m.extras().updateSuggestions(message.suggestions()));
                }
            }
            case COST -> {
                long job = jobOf(event);
                if (job != 0 && reply.jobId() == job) {
                    reply.onEvent(m -> m.costUpdated(job, entity.costPoints()));
                }
            }
            case DIALOG -> {
                String kind = entity.typeName();
                log.info("Poe shows a dialog ({}) in chat {}.", kind, reply.chatId());
                if (keyed && isConsentDialog(kind)) {
                    reply.consentRequested();
                }
            }
            case "chatTitleUpdated" -> {
                String title = entity.title();
                if (keyed && !title.isBlank()) {
                    reply.onEvent(m -> m.extras().updateTitle(title));
                }
            }
            default -> {
                // Other events do not concern replies.
            }
        }
    }

    /**
     * Of the price dialogs only the topics are known, not the full names (docs/poe-protocol.md §5.5: cost threshold,
     * point limit). Other dialogs (a paywall, adding a bot) can appear while a reply continues.
     */
    private static boolean isConsentDialog(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        return name.contains("threshold") || (name.contains("point") && name.contains("limit"));
    }
}
