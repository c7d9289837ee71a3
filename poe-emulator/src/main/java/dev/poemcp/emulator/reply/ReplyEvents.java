package dev.poemcp.emulator.reply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.script.Delivery;
import dev.poemcp.emulator.world.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes the events of a reply as its {@link Delivery} specifies. */
final class ReplyEvents {
    private static final List<Event> MALFORMED = List.of(
            new Event.Raw("{\"message_type\":\"subscriptionUpdate\",\"payload\":{\"unique"),
            new Event.Raw("{\"message_type\":\"somethingNew\",\"payload\":{\"n\":1}}"),
            new Event.Raw("{\"message_type\":\"subscriptionUpdate\",\"payload\":{\"unique_id\":\"messageAdded:1\","
                    + "\"subscription_name\":\"messageAdded\",\"data\":null}}"));

    private final ReplyRunner runner;
    private final Delivery delivery;
    private final List<Event> pending = new ArrayList<>();
    private @Nullable Event delayed;
    private int updateCount;

    ReplyEvents(ReplyRunner runner, Delivery delivery) {
        this.runner = runner;
        this.delivery = delivery;
    }

    /** Publishes the present state of the message. */
    void update(Message message) {
        updateCount++;
        if (delivery.lostUpdates().contains(updateCount)) {
            return;
        }
        var entity = runner.json().message(message);
        var incomplete = message.state().equals("incomplete");
        if (delivery.textOnlyAtEnd() && incomplete) {
            entity.put("text", "");
        }
        var event = new Event.Update("messageAdded", message.chat().chatId(), entity);
        if (delivery.unrelatedEvents()) {
            pending.addAll(unrelatedUpdates(message, entity));
        }
        if (delivery.outOfOrder() && incomplete && delayed == null) {
            delayed = event;
            return;
        }
        enqueue(event);
        if (delayed != null) {
            enqueue(delayed);
            delayed = null;
        }
        if (!incomplete) {
            pending.add(new Event.Update("messageStateUpdated", message.messageId(), entity));
        }
        if (pending.size() >= delivery.updatesPerFrame() || !incomplete) {
            flush();
        }
    }

    /** Publishes other events, after the pending updates. */
    void send(Event... others) {
        flush();
        pending.addAll(List.of(others));
        flush();
    }

    void flush() {
        if (!pending.isEmpty() && !delivery.noEvents()) {
            runner.publish(List.copyOf(pending));
        }
        pending.clear();
    }

    private void enqueue(Event event) {
        if (delivery.malformedMessages()) {
            pending.addAll(MALFORMED);
        }
        pending.add(event);
        if (delivery.doubled()) {
            pending.add(event);
        }
    }

    private static List<Event> unrelatedUpdates(Message message, ObjectNode entity) {
        var otherChat = entity.deepCopy()
                .put("messageId", message.messageId() + 7_000_000)
                .put("text", "Text of another chat.");
        var otherMessage = entity.deepCopy()
                .put("messageId", message.messageId() - 1_000_000)
                .put("text", "Another message of this chat.")
                .put("state", "complete");
        return List.of(
                new Event.Update("messageAdded", message.chat().chatId() + 1_000_000, otherChat),
                new Event.Update("messageAdded", message.chat().chatId(), otherMessage));
    }
}
