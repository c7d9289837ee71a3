package dev.poemcp.server.views;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ViewExtensionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "true  | {\"mimeTypes\":[\"text/html;profile=mcp-app\"]}",
                "true  | {\"mimeTypes\":[5,\"text/uri-list\",\"text/html;profile=mcp-app\"]}",
                "false | {\"mimeTypes\":[\"text/html\"]}",
                "false | {\"mimeTypes\":\"text/html;profile=mcp-app\"}",
                "false | {\"mimeTypes\":{\"0\":\"text/html;profile=mcp-app\"}}",
                "false | {}",
                "false | null",
            })
    void clientWithTheMimeType_showsViews(boolean expected, String settings) throws JsonProcessingException {
        var json = new ObjectMapper();

        assertEquals(
                expected,
                ViewExtension.isAnnounced(
                        json.readTree("{\"extensions\":{\"io.modelcontextprotocol/ui\":" + settings + "}}")));
        assertEquals(false, ViewExtension.isAnnounced(json.readTree(settings)));
    }
}
