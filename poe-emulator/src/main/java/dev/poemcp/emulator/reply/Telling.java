package dev.poemcp.emulator.reply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.script.Delivery;
import dev.poemcp.emulator.world.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells of an answer's updates in the way its {@link Delivery} asks for. */
final class Telling {
    private static final List<Event> BAD = List.of(
            new Event.Raw("{\"message_type\":\"subscriptionUpdate\",\"payload\":{\"unique"),
            new Event.Raw("{\"message_type\":\"somethingNew\",\"payload\":{\"n\":1}}"),
            new Event.Raw("{\"message_type\":\"subscriptionUpdate\",\"payload\":{\"unique_id\":\"messageAdded:1\","
                    + "\"subscription_name\":\"messageAdded\",\"data\":null}}"));

    private final Stage stage;
    private final Delivery delivery;
    private final List<Event> waiting = new ArrayList<>();
    private @Nullable Event held;
    private int updates;

    Telling(Stage stage, Delivery delivery) {
        this.stage = stage;
        this.delivery = delivery;
    }

    /** The message as it is now. */
    void update(Message message) {
        updates++;
        if (delivery.lost().contains(updates)) {
            return;
        }
        var entity = stage.json().message(message);
        var growing = message.state().equals("incomplete");
        if (delivery.textOnlyAtEnd() && growing) {
            entity.put("text", "");
        }
        var event = new Event.Update("messageAdded", message.chat().chatId(), entity);
        if (delivery.otherChats()) {
            waiting.addAll(strangers(message, entity));
        }
        if (delivery.swapped() && growing && held == null) {
            held = event;
            return;
        }
        say(event);
        if (held != null) {
            say(held);
            held = null;
        }
        if (!growing) {
            waiting.add(new Event.Update("messageStateUpdated", message.messageId(), entity));
        }
        if (waiting.size() >= delivery.perFrame() || !growing) {
            flush();
        }
    }

    /** Anything else that happens, in its order. */
    void tell(Event... events) {
        flush();
        waiting.addAll(List.of(events));
        flush();
    }

    void flush() {
        if (!waiting.isEmpty() && !delivery.unsaid()) {
            stage.publish(List.copyOf(waiting));
        }
        waiting.clear();
    }

    private void say(Event event) {
        if (delivery.badInnerMessage()) {
            waiting.addAll(BAD);
        }
        waiting.add(event);
        if (delivery.doubled()) {
            waiting.add(event);
        }
    }

    private static List<Event> strangers(Message message, ObjectNode entity) {
        var otherChat = entity.deepCopy()
                .put("messageId", message.messageId() + 7_000_000)
                .put("text", "A stranger's words in another chat.");
        var otherMessage = entity.deepCopy()
                .put("messageId", message.messageId() - 1_000_000)
                .put("text", "Another message of this chat.")
                .put("state", "complete");
        return List.of(
                new Event.Update("messageAdded", message.chat().chatId() + 1_000_000, otherChat),
                new Event.Update("messageAdded", message.chat().chatId(), otherMessage));
    }
}
