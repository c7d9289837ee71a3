package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream that ends or breaks at each of its bytes is never taken for a whole reply, and a whole one always is. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenStreamsTest {
    private static final String TEXT = "Grüße, 世界 🙂\nund Ende";

    private static final String CHAT = """
            data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"Grüße, "},"finish_reason":null}]}

            data: {"id":"c1","choices":[{"index":0,"delta":{"reasoning_content":"hm"},"finish_reason":null}]}

            : keep-alive

            data: {"id":"c1","choices":[{"index":0,"delta":{"content":"世界 🙂\\nund Ende"},"finish_reason":null}]}

            data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"c1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}

            data: [DONE]

            """;

    private static final String RESPONSES = """
            data: {"type":"response.created","response":{"id":"r1","status":"in_progress","output":[]}}

            data: {"type":"response.output_text.delta","output_index":0,"delta":"Grüße, "}

            data: {"type":"response.output_text.delta","output_index":0,"delta":"世界 🙂\\nund Ende"}

            data: {"type":"response.completed","response":{"id":"r1","status":"completed","error":null,"output":[{"type":"message","content":[{"type":"output_text","text":"Grüße, 世界 🙂\\nund Ende"}]}]}}

            data: [DONE]

            """;

    private static final String BOT_QUERY = """
            event: meta
            data: {"content_type": "text/markdown", "suggested_replies": true}

            event: text
            data: {"text": "Grüße, "}

            event: ping
            data: {}

            event: text
            data: {"text": "世界 🙂\\nund Ende"}

            event: suggested_reply
            data: {"text": "Wirklich?"}

            event: done
            data: {}

            """;

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, false, \\n",
        "CHAT_COMPLETIONS, true, \\n",
        "CHAT_COMPLETIONS, false, \\r\\n",
        "RESPONSES, false, \\n",
        "RESPONSES, true, \\n",
        "RESPONSES, false, \\r\\n",
        "BOT_QUERY, false, \\n",
        "BOT_QUERY, true, \\n",
        "BOT_QUERY, false, \\r\\n"
    })
    void cutAnywhere_isIncompleteUntilEverythingIsThere(Endpoint endpoint, boolean breaks, String lineEnd) {
        String events = exchange(endpoint).replace("\n", lineEnd.translateEscapes());
        byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
        int whole = lengthOfWhole(events, lineEnd.translateEscapes(), endpoint);
        for (int length = 0; length <= bytes.length; length++) {
            RecordedReply reply =
                    Streams.read(endpoint, Streams.body(Arrays.copyOf(bytes, length), breaks), 200, ApiLimits.DEFAULTS);
            String where = endpoint + " cut at " + length;

            assertTrue(TEXT.startsWith(reply.text.toString()), where);
            if (length >= whole) {
                assertTrue(reply.completed, where);
                assertEquals(TEXT, reply.text.toString(), where);
            } else {
                PoeFailure failure = assertInstanceOf(PoeFailure.Network.class, reply.failure, where);
                assertEquals(Spend.POSSIBLE, failure.spend(), where);
                assertTrue(failure.what().contains("incomplete"), failure.what());
            }
        }
    }

    /** Up to the line end that dispatches the event after which nothing of the reply is missing. */
    private static int lengthOfWhole(String events, String lineEnd, Endpoint endpoint) {
        String last = switch (endpoint) {
            case CHAT_COMPLETIONS -> "\"finish_reason\":\"stop\"}]}";
            case RESPONSES -> "und Ende\"}]}]}}";
            case BOT_QUERY -> "event: done" + lineEnd + "data: {}";
        };
        String before = events.substring(0, events.indexOf(last) + last.length());
        // The second line end may be recognized at its first character.
        return before.getBytes(StandardCharsets.UTF_8).length + lineEnd.length() + 1;
    }

    private static String exchange(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> CHAT;
            case RESPONSES -> RESPONSES;
            case BOT_QUERY -> BOT_QUERY;
        };
    }
}
