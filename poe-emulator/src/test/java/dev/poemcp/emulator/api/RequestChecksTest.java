package dev.poemcp.emulator.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of requests. */
class RequestChecksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model | {\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "messages | {\"model\":\"m\"}",
                "messages | {\"model\":\"m\",\"messages\":[]}",
                "messages[0].role | {\"model\":\"m\",\"messages\":[{\"role\":\"bot\",\"content\":\"hi\"}]}",
                "messages[0].content | {\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}",
                "messages[0].tool_call_id | {\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"hi\"}]}"
            })
    void malformedMessages_areNamed(String param, String body) {
        assertEquals(param, paramOf(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temperature | \"temperature\":3",
                "top_p | \"top_p\":-1",
                "n | \"n\":2",
                "stop | \"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]",
                "max_tokens | \"max_tokens\":0",
                "stream | \"stream\":\"yes\"",
                "stream_options | \"stream_options\":{\"include_usage\":true}",
                "tools | \"tools\":[{\"type\":\"function\"}]"
            })
    void malformedOptions_areNamed(String param, String option) {
        assertEquals(param, paramOf(ApiClient.question("m", "hi", option)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"file:///etc/passwd\"}}",
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,??\"}}",
                "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"https://example.org/a.pdf\"}}",
                "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,AAAA\"}}",
                "{\"type\":\"sound\"}"
            })
    void malformedPart_isRefused(String part) {
        var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]}";

        assertThrows(ApiException.class, () -> read(body));
    }

    @Test
    void ignoredAndUnknownOptions_areTolerated() {
        var request = assertDoesNotThrow(() -> read(ApiClient.question(
                "m",
                "hi",
                "\"temperature\":null,\"store\":true,\"unknown\":{},\"tool_choice\":\"none\",\"tools\":[]")));

        assertEquals("hi", request.last().text());
        assertEquals(List.of(), request.stops());
    }

    private static String paramOf(String body) {
        return String.valueOf(
                assertThrows(ApiException.class, () -> read(body)).error().param());
    }

    private static ChatRequest read(String body) {
        return ChatRequest.read(Json.parse(body.getBytes(StandardCharsets.UTF_8)));
    }
}
