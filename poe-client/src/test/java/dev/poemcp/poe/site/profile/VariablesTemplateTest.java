package dev.poemcp.poe.site.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"chatId\":\"$id\"}                    | {\"chatId\":800000000001}",
                "{\"limit\":\"$id:string\"}              | {\"limit\":\"800000000001\"}",
                "{\"title\":\"$text\"}                   | {\"title\":\"a $id b\"}",
                "{\"cursor\":\"$none?\",\"count\":1}     | {\"count\":1}",
                "{\"cursor\":\"$none\"}                  | {\"cursor\":null}",
                "{\"limit\":\"$none:string\"}            | {\"limit\":null}",
                "{\"c\":\"client:${code}:x\"}            | {\"c\":\"client:a1b2:x\"}",
                "{\"postId\":null,\"ok\":true,\"n\":0}   | {\"postId\":null,\"ok\":true,\"n\":0}",
                "{\"a\":{\"b\":\"$none?\",\"c\":\"$id\"}}| {\"a\":{\"c\":800000000001}}",
                "{\"ids\":\"$ids\"}                      | {\"ids\":[1,2]}",
                "{\"list\":[\"$code\",\"x\"]}            | {\"list\":[\"a1b2\",\"x\"]}",
                "{\"price\":\"5$\"}                      | {\"price\":\"5$\"}"
            })
    void template_isFilledByName(String template, String filled) throws JsonProcessingException {
        Map<String, Object> values =
                Map.of("id", 800_000_000_001L, "code", "a1b2", "text", "a $id b", "ids", List.of(1, 2));

        var result = VariablesTemplate.fill(JSON.readTree(template), values);

        assertEquals(filled, JSON.writeValueAsString(result));
    }

    @Test
    void nullValue_countsAsMissing() throws JsonProcessingException {
        Map<String, @Nullable Object> values = new HashMap<>(Collections.singletonMap("cursor", null));

        var result = VariablesTemplate.fill(JSON.readTree("{\"cursor\":\"$cursor?\"}"), values);

        assertEquals("{}", JSON.writeValueAsString(result));
    }
}
