package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyParsersTest {
    private static final String IMAGE = "https://pfst.cf2.poecdn.net/base/image/" + "ab".repeat(32) + "?w=64&h=64";

    @Test
    void lengthLimit_completesChat() {
        var reply = Streams.read(Endpoint.CHAT_COMPLETIONS, chunk("Half a", "length"));

        assertTrue(reply.completed);
        assertEquals("Half a", reply.text.toString());
    }

    @Test
    void contentFilter_failsChatAndKeepsText() {
        var reply = Streams.read(Endpoint.CHAT_COMPLETIONS, chunk("So f", "content_filter") + "data: [DONE]\n\n");

        var failure = assertInstanceOf(PoeFailure.MessageFailed.class, reply.failure);
        assertEquals("content_filter", failure.state());
        assertEquals(Spend.POSSIBLE, failure.spend());
        assertEquals("So f", reply.text.toString());
    }

    @Test
    void doneWithoutFinishReason_completesChat() {
        assertTrue(Streams.read(Endpoint.CHAT_COMPLETIONS, chunk("All", null) + "data: [DONE]\n\n").completed);
    }

    @Test
    void errorInChat_isMappedWithPossibleSpend() {
        var reply = Streams.read(
                Endpoint.CHAT_COMPLETIONS,
                chunk("So f", null)
                        + "data: {\"error\":{\"message\":\"broke\",\"type\":\"provider_error\",\"code\":500}}\n\n");

        var failure = assertInstanceOf(PoeFailure.Unavailable.class, reply.failure);
        assertEquals(Spend.POSSIBLE, failure.spend());
    }

    @ParameterizedTest
    @CsvSource({"CHAT_COMPLETIONS, data: {oops", "RESPONSES, data: [1]", "BOT_QUERY, event: text%data: {oops"})
    void malformedEvent_failsWithPossibleSpend(Endpoint endpoint, String event) {
        var reply = Streams.read(endpoint, event.replace('%', '\n') + "\n\n");

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, reply.failure);
        assertEquals(Spend.POSSIBLE, reply.why().spend());
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, data: [DONE]",
        "RESPONSES, 'data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}'",
        "BOT_QUERY, event: done%data: {}"
    })
    void endWithoutText_isNothing(Endpoint endpoint, String event) {
        var reply = Streams.read(endpoint, event.replace('%', '\n') + "\n\n");

        assertEquals("Haiku answered nothing.", reply.why().what());
        assertEquals(Spend.POSSIBLE, reply.why().spend());
    }

    @Test
    void imageOfChat_isAttachedOnce() {
        var json = "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"![cat](" + IMAGE
                + ")\\n\\n" + IMAGE + "\"}}]}";

        var reply = Streams.readJson(Endpoint.CHAT_COMPLETIONS, 200, json);

        assertTrue(reply.completed);
        assertEquals(List.of(IMAGE), urls(reply));
    }

    @Test
    void wholeResponses_readsAllMessagesAndPartsWithoutText() {
        var json = """
                {"status":"completed","error":null,"output":[{"type":"reasoning"},
                 {"type":"message","content":[{"type":"output_text"},{"type":"output_text","text":"One."}]},
                 {"type":"message","content":[{"type":"output_text","text":"Two."}]}]}""";

        var reply = Streams.readJson(Endpoint.RESPONSES, 200, json);

        assertTrue(reply.completed);
        assertEquals("One.\n\nTwo.", reply.text.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "response.failed, '\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"no\"}', MessageFailed",
        "response.incomplete, '\"incomplete_details\":{\"reason\":\"content_filter\"}', MessageFailed"
    })
    void failedResponses_failWithPossibleSpend(String type, String response, String expected) {
        var reply = Streams.read(
                Endpoint.RESPONSES,
                "data: {\"type\":\"response.output_text.delta\",\"delta\":\"x\"}\n\ndata: {\"type\":\"" + type
                        + "\",\"response\":{" + response + "}}\n\n");

        assertEquals(expected, reply.why().getClass().getSimpleName());
        assertEquals(Spend.POSSIBLE, reply.why().spend());
    }

    @Test
    void outputLimit_completesResponses() {
        var reply = Streams.read(Endpoint.RESPONSES, """
                data: {"type":"response.output_text.delta","delta":"x"}

                data: {"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}

                """);

        assertTrue(reply.completed);
    }

    @Test
    void botEvents_giveTextFilesAndSuggestions() {
        var reply = Streams.read(Endpoint.BOT_QUERY, """
                event: text
                data: {"text": "Generating…"}

                event: replace_response
                data: {"text": "A "}

                event: text
                data: {"text": "from the other answer", "index": 1}

                event: text
                data: {"text": "cat.", "index": 0}

                event: text
                data: {"text": " Meow.", "index": "one"}

                event: file
                data: {"url": "https://example.org/out.png", "content_type": "image/png", "name": "out.png", "inline_ref": null}

                event: news
                data: not even JSON

                event: suggested_reply
                data: {"text": "What breed?"}

                event: done
                data: {}

                event: text
                data: {"text": "too late"}

                """);

        assertTrue(reply.completed);
        assertEquals("A cat. Meow.", reply.text.toString());
        assertEquals(List.of("What breed?"), reply.suggestions);
        assertEquals(List.of("https://example.org/out.png"), urls(reply));
        assertEquals("image/png", reply.attachments.get(0).mimeType());
    }

    @ParameterizedTest
    @CsvSource({
        "user_message_too_long, x, MessageTooLong, NONE, false",
        "insufficient_fund, x, InsufficientPoints, NONE, false",
        "subscription_required, x, MessageFailed, NONE, false",
        "invalid_api_key, x, AuthExpired, NONE, false",
        "rate_limit_exceeded, x, RateLimited, NONE, true",
        "user_caused_error, x, MessageFailed, POSSIBLE, true",
        "privacy_authorization_error, x, MessageFailed, POSSIBLE, true",
        ", Bot does not exist, NotFound, NONE, false",
        ", Cannot access private bots, NotFound, NONE, false",
        ", Internal server error, MessageFailed, POSSIBLE, true"
    })
    void errorEvent_isMapped(@Nullable String type, String text, String expected, Spend spend, boolean again) {
        var reply = Streams.read(
                Endpoint.BOT_QUERY,
                "event: error\ndata: {\"text\":\"" + text + "\",\"error_type\":"
                        + (type == null ? "null" : "\"" + type + "\"") + "}\n\n");

        assertEquals(expected, reply.why().getClass().getSimpleName());
        assertEquals(spend, reply.why().spend());
        assertEquals(again, reply.why().repeatable());
    }

    @Test
    void errorEventThatForbidsRetry_isNotRepeatable() {
        var reply = Streams.read(Endpoint.BOT_QUERY, "event: error\ndata: {\"text\":\"no\",\"allow_retry\":false}\n\n");

        assertEquals(false, reply.why().repeatable());
    }

    @Test
    void fileWithoutAddress_fails() {
        var reply = Streams.read(Endpoint.BOT_QUERY, "event: file\ndata: {\"name\":\"x\"}\n\n");

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, reply.failure);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void html_isUnexpected(Endpoint endpoint) {
        var page = ResponseBody.create("<html>Sign in", MediaType.get("text/html"));

        var reply = Streams.read(endpoint, page, 200, ApiLimits.DEFAULTS);

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, reply.failure);
        assertTrue(reply.why().what().contains("Sign in"), reply.why().what());
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void jsonThatIsNoAnswer_isUnexpected(Endpoint endpoint) {
        var reply = Streams.readJson(endpoint, 200, "{\"hello\":1}");

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, reply.failure);
    }

    @ParameterizedTest
    @CsvSource({"CHAT_COMPLETIONS, NotFound", "RESPONSES, NotFound", "BOT_QUERY, NotFound"})
    void errorStatus_isMapped(Endpoint endpoint, String expected) {
        var reply = Streams.readJson(endpoint, 404, "{\"error\":{\"message\":\"x\",\"type\":\"not_found_error\"}}");

        assertEquals(expected, reply.why().getClass().getSimpleName());
    }

    @Test
    void endlessText_isCutAndSaysSo() {
        var reply = Streams.read(
                Endpoint.CHAT_COMPLETIONS,
                Streams.body((chunk("12345", null) + chunk("67890", null)).getBytes(StandardCharsets.UTF_8), false),
                200,
                ApiLimits.DEFAULTS.withReplySize(1_000_000, 9));

        assertEquals("12345", reply.text.toString());
        assertTrue(
                reply.why().what().contains("longer than 9 characters"),
                reply.why().what());
    }

    @Test
    void endlessStream_isCut() {
        var reply = Streams.read(
                Endpoint.BOT_QUERY,
                Streams.body("event: ping\ndata: {}\n\n".repeat(100).getBytes(StandardCharsets.UTF_8), false),
                200,
                ApiLimits.DEFAULTS.withReplySize(1_000, 1_000));

        assertTrue(
                reply.why().what().contains("longer than 1000 bytes"),
                reply.why().what());
    }

    private static List<String> urls(RecordedReply reply) {
        return reply.attachments.stream()
                .map(Attachment::url)
                .map(Object::toString)
                .toList();
    }

    private static String chunk(String text, @Nullable String finishReason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":"
                + (finishReason == null ? "null" : "\"" + finishReason + "\"") + "}]}\n\n";
    }
}
