package dev.poemcp.poe.site.channel;

import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A frame of the realtime channel, parsed up to the reply's text. In this package, since no other uses the parser. */
@State(Scope.Thread)
public class FrameOperations {
    private final FrameParser parser = new FrameParser(topic -> true);
    private final FrameParser uninterested = new FrameParser(topic -> false);
    private final String shortFrame = frame(500);
    /** As in the middle of a long reply: each frame contains the whole text so far. */
    private final String longFrame = frame(150_000);

    @Benchmark
    public Optional<String> parseFrameOf500Characters() {
        return text(shortFrame);
    }

    @Benchmark
    public Optional<String> parseFrameOf150000Characters() {
        return text(longFrame);
    }

    /** Of a chat that nobody follows. */
    @Benchmark
    public Optional<Frame> judgeUnwantedFrameOf150000Characters() {
        return uninterested.parse(longFrame);
    }

    private Optional<String> text(String frame) {
        return parser.parse(frame)
                .map(parsed -> parsed.updates().get(0).entity().message().text());
    }

    /** One {@code messageAdded} with a text of this length (docs/poe-protocol.md §5.4). */
    private static String frame(int length) {
        String sentence = "A sentence of a reply, with an umlaut: ä. ";
        String text = sentence.repeat(length / sentence.length() + 1).substring(0, length);
        String message =
                "{\"message_type\":\"subscriptionUpdate\",\"payload\":{\"unique_id\":\"messageAdded:900000001\","
                        + "\"subscription_name\":\"messageAdded\",\"data\":{\"messageAdded\":{\"id\":\"TWVzc2FnZTo4MDAwMDAwMDAwMDI=\","
                        + "\"messageId\":800000000002,\"creationTime\":1750000000123456,\"state\":\"incomplete\",\"text\":\""
                        + text
                        + "\",\"author\":\"examplebot\"}}}}";
        return "{\"messages\":[\"" + message.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"],\"min_seq\":4800000124}";
    }
}
