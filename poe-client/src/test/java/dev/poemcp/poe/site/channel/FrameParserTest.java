package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameParserTest {
    private static final int LONG = 300_000;

    private final FrameParser parser = new FrameParser(topic -> true);
    private final FrameParser uninterested = new FrameParser(topic -> false);

    private static final String GOOD = inner("messageAdded:7", "messageAdded", "{\"messageAdded\":{\"messageId\":8}}");

    private static String inner(String uniqueId, String name, String data) {
        return "{\"message_type\":\"subscriptionUpdate\",\"payload\":{\"unique_id\":\"" + uniqueId
                + "\",\"subscription_name\":\"" + name + "\",\"data\":" + data + "}}";
    }

    private static String frame(String... inner) {
        try {
            return new ObjectMapper().writeValueAsString(Map.of("messages", List.of(inner), "min_seq", 4800000124L));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Frames, and the updates read from them as {@code name:key}. */
    enum Case {
        ONE(frame(GOOD), "messageAdded:7", 0),
        SEVERAL(frame(GOOD, GOOD), "messageAdded:7 messageAdded:7", 0),
        NONE(frame(), "", 0),
        BAD_AMONG_GOOD(frame("{nonsense", GOOD, "17", "", GOOD), "messageAdded:7 messageAdded:7", 3),
        UNKNOWN_TYPE(frame("{\"message_type\":\"party\",\"payload\":{}}", GOOD), "messageAdded:7", 0),
        NO_TYPE(frame("{}", GOOD), "messageAdded:7", 0),
        NO_PAYLOAD(frame("{\"message_type\":\"subscriptionUpdate\"}", GOOD), "messageAdded:7", 1),
        NAME_ONLY(frame(inner("messageCreated", "messageCreated", "{\"messageCreated\":{}}")), "messageCreated:", 0),
        KEY_OF_ANOTHER_NAME(frame(inner("messageTextUpdated:9", "messageAdded", "{}")), "messageAdded:", 0),
        NO_UNIQUE_ID(
                frame("{\"message_type\":\"subscriptionUpdate\",\"payload\":{\"subscription_name\":\"jobUpdated\","
                        + "\"data\":{}}}"),
                "jobUpdated:",
                0),
        NULL_DATA(frame(inner("messageAdded:7", "messageAdded", "null"), GOOD), "messageAdded:7", 1),
        NULL_ENTITY(frame(inner("messageAdded:7", "messageAdded", "{\"messageAdded\":null}")), "messageAdded:7", 0),
        NOT_WRAPPED("{\"messages\":[" + GOOD + "]}", "messageAdded:7", 0),
        MESSAGES_NO_ARRAY("{\"messages\":\"x\",\"min_seq\":1}", "", 0),
        PING("{\"type\":\"ping\"}", "", 0);

        final String text;
        final String updates;
        final int malformed;

        Case(String text, String updates, int malformed) {
            this.text = text;
            this.updates = updates;
            this.malformed = malformed;
        }
    }

    @ParameterizedTest
    @EnumSource
    void frame_validMessagesAreParsed(Case one) {
        Frame frame = parser.parse(one.text).orElseThrow();

        String updates = frame.updates().stream()
                .map(update ->
                        update.topic().subscription() + ":" + update.topic().key())
                .collect(Collectors.joining(" "));
        assertEquals(one.updates, updates);
        assertEquals(one.malformed, frame.malformed());
    }

    @Test
    void controlFieldsAndSequence_areParsed() {
        Frame missed = parser.parse("{\"error\":\"missed_messages\"}").orElseThrow();
        Frame refetch = parser.parse(frame("{\"message_type\":\"refetchChannel\"}", GOOD))
                .orElseThrow();
        Frame text = parser.parse("{\"messages\":[],\"min_seq\":\"18446744073709551000\"}")
                .orElseThrow();

        assertEquals("missed_messages", missed.error());
        assertTrue(refetch.refetch());
        assertEquals(1, refetch.updates().size(), "updates in the same frame are kept");
        assertEquals(4800000124L, refetch.sequence());
        assertEquals("18446744073709551000", text.minSeq(), "a number beyond long is kept as text");
        assertEquals(0, text.sequence());
        assertEquals("ping", parser.parse("{\"type\":\"ping\"}").orElseThrow().control());
    }

    @Test
    void unwantedUpdate_isReadUpToItsData() {
        String broken = frame(inner("messageAdded:7", "messageAdded", "{nonsense"));

        Frame unwanted = uninterested.parse(broken).orElseThrow();

        assertEquals(1, parser.parse(broken).orElseThrow().malformed());
        assertEquals(0, unwanted.malformed());
        assertEquals(1, unwanted.unwanted());
        assertTrue(unwanted.hasUpdates(), "it proves that the subscription works");
    }

    @Test
    void dataBeforeTopic_isJudgedByTopic() {
        String reversed = frame("{\"payload\":{\"data\":{\"messageAdded\":{\"messageId\":8}},\"subscription_name\":"
                + "\"messageAdded\",\"unique_id\":\"messageAdded:7\"},\"message_type\":\"subscriptionUpdate\"}");

        Frame frame = parser.parse(reversed).orElseThrow();

        assertEquals(8, frame.updates().get(0).entity().message().messageId());
        assertEquals("7", frame.updates().get(0).topic().key());
        assertEquals(1, uninterested.parse(reversed).orElseThrow().unwanted());
    }

    @Test
    void wantedTopic_isTheOnlyOneParsed() {
        FrameParser ofOneChat = new FrameParser(topic -> topic.keyNumber() == 7);
        String other = inner("messageAdded:9", "messageAdded", "{\"messageAdded\":{\"messageId\":10}}");

        Frame frame = ofOneChat.parse(frame(other, GOOD, other)).orElseThrow();

        assertEquals(1, frame.updates().size());
        assertEquals(2, frame.unwanted());
    }

    private static String longFrame() {
        String text = "All work \u2014 and \\\"no\\\" play\\n".repeat(LONG / 30);
        return frame(inner("messageAdded:7", "messageAdded", "{\"messageAdded\":{\"text\":\"" + text + "\"}}"));
    }

    /** Bytes that one call allocates on this thread, once the parser has its buffers. */
    private static long allocatedBy(FrameParser parser, String frame) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            assertTrue(parser.parse(frame).isPresent());
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    @Test
    void unwantedLongText_isNotCopied() {
        long allocated = allocatedBy(uninterested, longFrame());

        assertTrue(allocated < LONG / 10, allocated + " bytes");
    }

    @Test
    void wantedLongText_isDecodedOnce() {
        long allocated = allocatedBy(parser, longFrame());

        assertTrue(allocated < 7 * LONG, allocated + " bytes");
    }

    @Test
    void randomFrames_doNotThrow() {
        long seed = 20260801;
        Random random = new Random(seed);
        String good = frame(GOOD, GOOD);
        for (int i = 0; i < 5000; i++) {
            StringBuilder broken = new StringBuilder(good);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(broken.length());
                broken.setCharAt(at, (char) (32 + random.nextInt(96)));
            }
            broken.setLength(random.nextInt(broken.length() + 1));

            int updates = parser.parse(broken.toString())
                    .map(frame -> frame.updates().size())
                    .orElse(0);

            assertTrue(updates <= 2, () -> "seed " + seed + ": " + broken);
        }
    }
}
