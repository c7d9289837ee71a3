package dev.poemcp.poe.site.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFieldsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "800000000001, 800000000001",
                "\"800000000001\", 800000000001",
                "20.0, 20",
                "20.5,",
                "\"abc\",",
                "\"\",",
                "\"-5\",",
                "\"99999999999999999999\",",
                "1e300,",
                "null,",
                "{},",
                "true,"
            })
    void number_acceptsDigitStrings(String json, @Nullable Long number) throws JsonProcessingException {
        assertEquals(number, JsonFields.number(tree(json)));
    }

    @ParameterizedTest
    @CsvSource({
        "1742861079000000, 2025-03-25T00:04:39Z",
        "1742861079000, 2025-03-25T00:04:39Z",
        "1742861079, 2025-03-25T00:04:39Z",
        "1732029401216595, 2024-11-19T15:16:41.216595Z"
    })
    void time_isReadByMagnitude(String json, Instant time) throws JsonProcessingException {
        assertEquals(time, JsonFields.time(tree(json)));
    }

    @ParameterizedTest
    @CsvSource({"0", "-5", "null", "{}"})
    void invalidTime_isNull(String json) throws JsonProcessingException {
        assertNull(JsonFields.time(tree(json)));
    }

    @Test
    void globalId_containsNumber() throws JsonProcessingException {
        assertEquals("Q2hhdDo5MDAwMDAwMDE=", JsonFields.globalId("Chat", 900000001));
        assertEquals(900000001L, JsonFields.numberOfGlobalId(tree("\"Q2hhdDo5MDAwMDAwMDE=\""), "Chat"));
        assertNull(JsonFields.numberOfGlobalId(tree("\"Q2hhdDo5MDAwMDAwMDE=\""), "Bot"));
        assertNull(JsonFields.numberOfGlobalId(tree("\"%%\""), "Bot"));
        assertNull(JsonFields.numberOfGlobalId(tree("7"), "Bot"));
    }

    static JsonNode tree(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
