package dev.poemcp.server.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.server.json.PlainJson.NumberText;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainJsonTest {
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Test
    void values_haveTheirTypes() {
        assertEquals(
                Map.of(
                        "a",
                        List.of(
                                "x\n\"é\ud83d\ude00",
                                new NumberText("-1.5e+3"),
                                true,
                                false,
                                PlainJson.NULL,
                                Map.of())),
                PlainJson.parse(" {\"a\" : [ \"x\\n\\\"\\u00e9\\ud83d\\ude00\", -1.5e+3 ,true,false,null,{}]}\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{\"a\":1 \"b\":2}",
                "[1 2]",
                "01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "tru",
                "nul",
                "NaN",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u00g0\"",
                "\"\\u１２３４\"",
                "\"\t\"",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "1 2",
                "\ufeff1",
                "//1\n1",
                "'a'"
            })
    void invalidText_isRejected(String text) {
        assertThrows(IllegalArgumentException.class, () -> PlainJson.parse(text));
    }

    @Test
    void deepNesting_isRejectedBeforeTheStackOverflows() {
        var deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThrows(IllegalArgumentException.class, () -> PlainJson.parse(deep));
    }

    @Test
    void message_quotesNothing() {
        var e = assertThrows(IllegalArgumentException.class, () -> PlainJson.parse("{\"p_b\":\"secret\""));

        assertEquals("Not JSON at character 15.", e.getMessage());
    }

    /** Both take the same texts and read the same values from them. */
    @Test
    void brokenTexts_areReadAsByJackson() {
        var valid = "{\"jsonrpc\":\"2.0\",\"id\":-17,\"x\":[1.5,true,null,\"\\u00e9\\\\\"],\"params\":{\"a\":{}}}";
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++) {
            var text = new StringBuilder(valid);
            for (var changes = random.nextInt(3); changes >= 0; changes--) {
                var at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, valid.charAt(random.nextInt(valid.length())));
                    default -> text.setCharAt(at, (char) random.nextInt(128));
                }
            }
            assertEquals(jackson(text.toString()), plain(text.toString()), text::toString);
        }
    }

    private static String jackson(String text) {
        try {
            return JACKSON.readTree(text).toString();
        } catch (JsonProcessingException e) {
            return "rejected";
        }
    }

    private static String plain(String text) {
        try {
            return tree(PlainJson.parse(text)).toString();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return "rejected";
        }
    }

    private static JsonNode tree(Object value) throws JsonProcessingException {
        if (value instanceof Map<?, ?> members) {
            var object = JsonNodeFactory.instance.objectNode();
            for (var member : members.entrySet()) {
                object.set((String) member.getKey(), tree(member.getValue()));
            }
            return object;
        }
        if (value instanceof List<?> elements) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (var element : elements) {
                array.add(tree(element));
            }
            return array;
        }
        if (value instanceof NumberText number) {
            return JACKSON.readTree(number.text());
        }
        return value == PlainJson.NULL ? JsonNodeFactory.instance.nullNode() : JACKSON.valueToTree(value);
    }
}
