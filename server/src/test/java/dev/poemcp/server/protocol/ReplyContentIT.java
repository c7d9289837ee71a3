package dev.poemcp.server.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.poemcp.poe.web.WebPictures;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.ComparedReply;
import dev.poemcp.tool.result.ErrorResult;
import dev.poemcp.tool.result.ReplyResult;
import dev.poemcp.tool.result.ReplyResult.State;
import dev.poemcp.tool.result.ReplyResult.Via;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReplyContentIT {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 0, 0, 0, 0};

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final RecordingHost host = new RecordingHost();
    private HttpServer web;
    private ReplyContent content;

    @SuppressWarnings("NullAway.Init")
    ReplyContentIT() {}

    @BeforeEach
    void serve() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            var bytes = exchange.getRequestURI().getPath().endsWith(".png") ? PNG : "no picture".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        web.start();
        content = new ReplyContent(new Pictures(() -> new WebPictures(URI.create(url(""))), () -> workers));
    }

    @AfterEach
    void stop() {
        web.stop(0);
        workers.shutdownNow();
    }

    @Test
    void completeReply_endsWithLineOfItsFacts() {
        assertEquals(
                List.of("On lily pads.", "[chat_code 2a9x · message_id 2 · 5 points]"),
                texts(content.of(reply(State.COMPLETE, "On lily pads.", null), host)));
    }

    @Test
    void attachments_areNamedInTheLine() {
        var files = List.of(
                new AttachmentResult("my\ncat.csv", "text/csv", "https://a/cat.csv", null),
                new AttachmentResult("b.pdf", "application/pdf", "https://a/b.pdf", null));

        var texts = texts(content.of(reply(State.COMPLETE, "x", null, files), host.withoutLinks()));

        assertEquals(
                "[chat_code 2a9x · message_id 2 · 5 points · attachment my cat.csv https://a/cat.csv"
                        + " · attachment b.pdf https://a/b.pdf]",
                texts.get(1));
    }

    @Test
    void veryManyAttachments_areCounted() {
        var files =
                Collections.nCopies(100, new AttachmentResult("a", "text/csv", "https://a/" + "x".repeat(990), null));

        var line = texts(content.of(reply(State.COMPLETE, "x", null, files), host.withoutLinks()))
                .get(1);

        assertTrue(line.endsWith(" · 95 more attachments]"), line);
    }

    @Test
    void unknownFacts_areLeftOutOfTheLine() {
        var reply = new ReplyResult(
                State.COMPLETE,
                "x",
                null,
                "Haiku",
                chat(),
                1L,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                Via.ACCOUNT,
                12);

        assertEquals("[chat_code 2a9x]", texts(content.of(reply, host)).get(1));
    }

    @Test
    void replyInProgress_namesGetReplyBeforeTheLine() {
        var texts = texts(content.of(reply(State.IN_PROGRESS, "On", null), host));

        assertEquals("On", texts.get(0));
        assertTrue(texts.get(1).contains("still in progress"), texts::toString);
        assertTrue(texts.get(1).contains("get_reply, chat_code \"2a9x\""), texts::toString);
        assertTrue(texts.get(1).endsWith("\n[chat_code 2a9x · message_id 2 · 5 points]"), texts::toString);
    }

    @Test
    void longText_namesNextOffset() {
        var texts = texts(content.of(reply(State.COMPLETE, "much", 99_000L), host));

        assertTrue(texts.get(1).contains("text_offset 99000"), texts::toString);
    }

    @Test
    void emptyReply_isOnlyTheLine() {
        assertEquals(
                List.of("[chat_code 2a9x · message_id 2 · 5 points]"),
                texts(content.of(reply(State.COMPLETE, "", null), host)));
    }

    @Test
    void morePicturesThanFour_areLinked() {
        var files = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new AttachmentResult(i + ".png", "image/png", url(i + ".png"), null))
                .toList();

        var shown = content.of(reply(State.COMPLETE, "five", null, files), host);

        for (var i = 1; i <= 4; i++) {
            var image = assertInstanceOf(ImageContent.class, shown.get(i + 1));
            assertEquals("image/png", image.mimeType());
            assertEquals(Base64.getEncoder().encodeToString(PNG), image.data());
        }
        assertInstanceOf(ResourceLink.class, shown.get(6));
    }

    @Test
    void fakePicture_isLinked() {
        var files = List.of(new AttachmentResult("a.jpg", "image/jpeg", url("a.jpg"), 10L));

        var link = assertInstanceOf(
                ResourceLink.class,
                content.of(reply(State.COMPLETE, "x", null, files), host).get(2));

        assertEquals("a.jpg", link.name());
        assertEquals(10L, link.size());
    }

    @Test
    void comparison_hasEachReplyAndPictureUnderItsBotAndTheVerdict() {
        var failed = new ComparedReply(
                State.FAILED,
                "",
                null,
                "Broke",
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                Via.ACCOUNT,
                0,
                new ErrorResult("insufficient_points", "The points do not do.", false, null));
        var files = List.of(new AttachmentResult("a.png", "image/png", url("a.png"), null));
        var comparison = new CompareBots.Result(
                List.of(compared("Haiku", "On lily pads.", files), failed, compared("Echo", "Where?", List.of())),
                compared("Judge", "Haiku wins.", List.of()),
                15L);

        var shown = content.of(comparison, host);

        assertInstanceOf(ImageContent.class, shown.get(1));
        assertEquals(
                List.of(
                        "## Haiku\n\nOn lily pads.\n\n[chat_code 2a9x · message_id 2 · 5 points · attachment a.png "
                                + url("a.png") + "]",
                        "## Broke\n\n[The points do not do.]",
                        "## Echo\n\nWhere?\n\n[chat_code 2a9x · message_id 2 · 5 points]",
                        "## Verdict of Judge\n\nHaiku wins.\n\n[chat_code 2a9x · message_id 2 · 5 points]",
                        "[Total: 15 points]"),
                texts(Stream.concat(shown.stream().limit(1), shown.stream().skip(2))
                        .toList()));
    }

    private String url(String file) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/" + file;
    }

    private static List<String> texts(List<Content> content) {
        return content.stream().map(part -> ((TextContent) part).text()).toList();
    }

    private static ReplyResult reply(State state, String text, @Nullable Long next) {
        return reply(state, text, next, List.of());
    }

    private static ReplyResult reply(State state, String text, @Nullable Long next, List<AttachmentResult> files) {
        return new ReplyResult(
                state, text, next, "Haiku", chat(), 1L, 2L, List.of(2L), null, files, List.of(), 5L, Via.ACCOUNT, 12);
    }

    private static ComparedReply compared(String bot, String text, List<AttachmentResult> files) {
        return new ComparedReply(
                State.COMPLETE,
                text,
                null,
                bot,
                chat(),
                1L,
                2L,
                List.of(2L),
                null,
                files,
                List.of(),
                5L,
                Via.ACCOUNT,
                12,
                null);
    }

    private static ChatResult chat() {
        return new ChatResult(7L, "2a9x", "Frogs", "https://poe.com/chat/2a9x", null, null);
    }
}
