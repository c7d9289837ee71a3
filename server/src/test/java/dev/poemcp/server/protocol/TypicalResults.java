package dev.poemcp.server.protocol;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Chats.ChatPage;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Via;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.GetReply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Results of the size that users usually get, made by the handlers from fixed answers of Poe. */
final class TypicalResults {
    private static final String SENTENCE = "The frog waits at the edge of the pond until the rain has passed. ";

    private TypicalResults() {}

    /** By what was asked, in the order of the table. */
    static Map<String, Record> all() {
        var results = new LinkedHashMap<String, Record>();
        try (var poe = new HandlerFixture()) {
            when(poe.bots.explore(any(), anyInt(), any()))
                    .thenReturn(new Page<>(bots(20), "eyJhZnRlciI6IkRpc2NvdmVyOjIwIn0"));
            results.put("`explore`, 20 bots", poe.call(Explore.DEFINITION));

            when(poe.chats.messages(any(), anyInt(), any()))
                    .thenReturn(new ChatPage(HandlerFixture.CHAT, new Page<>(messages(20), "800000000001")));
            results.put(
                    "`get_chat_messages`, 20 messages", poe.call(GetChatMessages.DEFINITION, "chat_code", "a1b2c3"));

            when(poe.messages.follow(any(), any())).thenReturn(live("Claude-Sonnet-4.5"));
            results.put("a reply", poe.call(GetReply.DEFINITION, "chat_code", "a1b2c3"));

            when(poe.messages.send(any()))
                    .thenAnswer(call -> live(call.<NewMessage>getArgument(0).bot()));
            results.put(
                    "`compare_bots`, 3 bots",
                    poe.call(
                            CompareBots.DEFINITION,
                            "message",
                            "Where do frogs sleep?",
                            "bots",
                            List.of("A", "B", "C")));
        }
        return results;
    }

    private static List<Bot> bots(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Bot(
                        1000L + i,
                        "Frog-Expert-" + i,
                        "Frog Expert " + i,
                        "claude_sonnet_4_5",
                        SENTENCE.repeat(4).strip(),
                        "Powered by a model of Anthropic, and by 3 others",
                        SENTENCE.strip(),
                        List.of("official", "reasoning"),
                        URI.create("https://qph.cf2.poecdn.net/main-thumb-pb-1000" + i + "-200-frog.jpeg"),
                        300L + i,
                        false))
                .toList();
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Message(
                        800000000001L + i,
                        "1w8z5q" + (1000 + i),
                        i % 2 == 0 ? "user" : "Claude-Sonnet-4.5",
                        SENTENCE.repeat(i % 2 == 0 ? 2 : 12).strip(),
                        "complete",
                        Instant.parse("2026-08-01T12:00:00.123456Z").plusSeconds(60L * i),
                        List.of()))
                .toList();
    }

    /** A reply that is complete from the start. */
    record Complete(Reply now) implements LiveReply {
        @Override
        public Reply await(Duration wait, Consumer<Reply> onUpdate) {
            return now;
        }

        @Override
        public void close() {}
    }

    private static LiveReply live(@Nullable String bot) {
        return new Complete(reply(bot));
    }

    private static Reply reply(@Nullable String bot) {
        return reply(bot, SENTENCE.repeat(24).strip());
    }

    static Reply reply(@Nullable String bot, String text) {
        return new Reply(
                Reply.State.COMPLETE,
                text,
                bot,
                HandlerFixture.CHAT,
                800000000001L,
                800000000002L,
                List.of(800000000002L),
                "1w8z5q1000",
                List.of(new Attachment(
                        "pond.csv", "text/csv", URI.create("https://pfst.cf2.poecdn.net/base/text/pond.csv"), 1200L)),
                List.of("Which frogs sleep in trees?", "Do frogs dream?", "Where do toads sleep?"),
                30L,
                700L,
                Via.ACCOUNT,
                Duration.ofMillis(5400),
                Optional.empty());
    }
}
