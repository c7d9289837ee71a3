package dev.poemcp.poe.site.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.EventPosition;
import dev.poemcp.poe.site.json.EventEntity;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBufferTest {
    private final EventBuffer buffer = new EventBuffer();

    private static Event message(long chat, long id, String text, long seq) {
        var entity = JsonNodeFactory.instance.objectNode().put("messageId", id).put("text", text);
        return new Event("messageAdded", Long.toString(chat), EventEntity.read(entity), new EventPosition(1, seq));
    }

    private static List<String> texts(EventBuffer.BufferedEvents buffered) {
        return buffered.events().stream()
                .map(event -> event.entity().message().text())
                .toList();
    }

    @Test
    void severalEventsOfOneMessage_onlyNewestIsKept() {
        buffer.add(7, message(7, 1, "one", 1));
        buffer.add(7, message(7, 2, "other", 2));
        buffer.add(7, message(7, 1, "one two", 3));
        buffer.add(7, message(7, 1, "late", 2));
        buffer.add(8, message(8, 3, "elsewhere", 4));

        EventBuffer.BufferedEvents buffered = buffer.take(7);

        assertEquals(List.of("other", "one two"), texts(buffered));
        assertTrue(buffered.complete());
        assertEquals(List.of(), texts(buffer.take(7)), "taken only once");
    }

    @Test
    void tooManyEvents_areDroppedAndReported() {
        for (int id = 1; id <= 1000; id++) {
            buffer.add(7, message(7, id, "x", id));
        }

        EventBuffer.BufferedEvents buffered = buffer.take(7);

        assertEquals(64, buffered.events().size());
        assertFalse(buffered.complete(), "some events were dropped");
    }

    @Test
    void totalCharacters_areBounded() {
        String large = "x".repeat(1024 * 1024);
        for (int chat = 1; chat <= 40; chat++) {
            buffer.add(chat, message(chat, 1, large, chat));
        }

        assertEquals(1, buffer.take(1).events().size());
        assertEquals(0, buffer.take(40).events().size());
        buffer.clear();
        buffer.add(40, message(40, 1, large, 1));
        assertTrue(buffer.take(40).complete(), "clear() resets the flag");
    }
}
