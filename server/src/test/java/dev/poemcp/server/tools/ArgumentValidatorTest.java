package dev.poemcp.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.catalog.ToolCatalog;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.DeleteMessages;
import dev.poemcp.tool.messages.SendMessage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ArgumentValidatorTest {
    private static final Set<String> KNOWN_KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    private final ArgumentValidator check = new ArgumentValidator();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void arguments_becomeTheToolsRecord() {
        SendMessage.Args arguments = check.bind(
                SendMessage.DEFINITION,
                Map.of("message", "hi", "chat_id", 900000001L, "files", List.of("a.txt"), "wait_seconds", 5.0));

        assertEquals(new SendMessage.Args("hi", null, 900000001L, null, List.of("a.txt"), null, 5, null), arguments);
    }

    @Test
    void choices_becomeEnumConstants() {
        Explore.Args arguments = check.bind(Explore.DEFINITION, Map.of("entity_type", "user"));

        assertEquals(Explore.EntityType.USER, arguments.entityType());
    }

    @Test
    void nullForOptionalArgument_countsAsMissing() {
        Map<String, Object> given = new HashMap<>(Map.of("message", "hi"));
        given.put("bot", null);

        assertNull(check.bind(SendMessage.DEFINITION, given).bot());
    }

    static Stream<Arguments> invalidArguments() {
        return Stream.of(
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", "hi", "bott", "Echo"),
                        "The argument bott is unknown; did you mean bot?"),
                slip(Explore.DEFINITION, Map.of("nothing like it", 1), "The argument nothing like it is unknown."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("bot", "Echo"),
                        "The argument message is missing; it must be a text of 1 to 1000000 characters, not only"
                                + " blanks."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", ""),
                        "The argument message must be a text of 1 to 1000000 characters, not only blanks, and it is"
                                + " empty."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", " \n\t"),
                        "The argument message must be a text of 1 to 1000000 characters, not only blanks, and it is"
                                + " blank."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", "hi", "bot", "x".repeat(201)),
                        "The argument bot must be a text of 1 to 200 characters, not only blanks, and it is 201"
                                + " characters long."),
                slip(
                        Explore.DEFINITION,
                        Map.of("count", "5"),
                        "The argument count must be a whole number from 1 to 100, and it is a text."),
                slip(
                        Explore.DEFINITION,
                        Map.of("count", 101),
                        "The argument count must be a whole number from 1 to 100, and it is 101."),
                slip(
                        Explore.DEFINITION,
                        Map.of("count", 1.5),
                        "The argument count must be a whole number from 1 to 100, and it is no whole number."),
                slip(
                        Explore.DEFINITION,
                        Map.of("entity_type", "cat"),
                        "The argument entity_type must be one of bot, user, and it is another text."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", "hi", "chat_id", 0),
                        "The argument chat_id must be a whole number of at least 1, and it is 0."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", "hi", "chat_id", new BigInteger("9223372036854775808")),
                        "The argument chat_id must be a whole number of at least 1, and it is 9223372036854775808."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", "hi", "parameters", List.of()),
                        "The argument parameters must be an object, and it is a list."),
                slip(
                        SendMessage.DEFINITION,
                        Map.of("message", "hi", "files", "a.txt"),
                        "The argument files must be a list of at most 20 items, and it is a text."),
                slip(
                        CompareBots.DEFINITION,
                        Map.of("message", "hi", "bots", List.of("Echo")),
                        "The argument bots must be a list of 2 to 8 items, and it is a list of 1."),
                slip(
                        CompareBots.DEFINITION,
                        Map.of("message", "hi", "bots", List.of("Echo", " ")),
                        "The argument bots[1] must be a text of 1 to 200 characters, not only blanks, and it is blank."),
                slip(
                        CompareBots.DEFINITION,
                        Map.of("message", "hi", "bots", Arrays.asList("Echo", null)),
                        "The argument bots[1] must be a text of 1 to 200 characters, not only blanks, and it is null."),
                slip(
                        DeleteMessages.DEFINITION,
                        Map.of("chat_id", 1, "message_ids", List.of(true)),
                        "The argument message_ids[0] must be a whole number of at least 1, and it is true or false."));
    }

    private static Arguments slip(ToolDefinition<?, ?> tool, Map<String, Object> given, String sentence) {
        return Arguments.of(tool, given, sentence);
    }

    @ParameterizedTest
    @MethodSource("invalidArguments")
    void invalidArgument_isNamedWithWhatIsAllowed(
            ToolDefinition<?, ?> tool, Map<String, Object> given, String sentence) {
        var failure = assertThrows(ToolException.class, () -> check.bind(tool, given));

        assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code());
        assertEquals(sentence, failure.getMessage());
    }

    @Test
    void unknownArgument_namesKnownOnes() {
        var failure = assertThrows(
                ToolException.class, () -> check.bind(CompareBots.DEFINITION, Map.of("message", "hi", "limit", 3)));

        assertEquals(
                "The arguments of compare_bots are bots, files, judge, max_points, message, wait_seconds.",
                failure.nextStep());
    }

    @Test
    void hostileName_isNotRepeatedWhole() {
        var failure = assertThrows(
                ToolException.class,
                () -> check.bind(SendMessage.DEFINITION, Map.of("x\n" + "y".repeat(100_000), "hi", "message", "m")));

        assertTrue(String.valueOf(failure.getMessage()).length() < 120, failure::getMessage);
    }

    @Test
    void schemas_useOnlyCheckedKeywords() {
        Set<String> used = new TreeSet<>();
        for (ToolDefinition<?, ?> tool : ToolCatalog.all()) {
            collectKeywords(json.valueToTree(PublishedTool.of(tool, json).inputSchema()), used);
        }

        assertTrue(KNOWN_KEYWORDS.containsAll(used), used::toString);
    }

    private static void collectKeywords(JsonNode schema, Set<String> keywords) {
        schema.fieldNames().forEachRemaining(keywords::add);
        schema.path("properties").forEach(property -> collectKeywords(property, keywords));
        if (schema.has("items")) {
            collectKeywords(schema.get("items"), keywords);
        }
    }

    @Test
    void validator_agreesWithJsonSchema() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<String, Map<String, Object>> published = new HashMap<>();
        Map<String, Schema> schemas = new HashMap<>();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 5_000; i++) {
            ToolDefinition<?, ?> tool =
                    ToolCatalog.all().get(random.nextInt(ToolCatalog.all().size()));
            Map<String, Object> inputSchema = published.computeIfAbsent(
                    tool.name(), name -> PublishedTool.of(tool, json).inputSchema());
            Schema schema = schemas.computeIfAbsent(
                    tool.name(), name -> registry.getSchema(json.<JsonNode>valueToTree(inputSchema)));
            Map<String, Object> given = arguments(inputSchema, random);

            boolean valid = schema.validate(json.<JsonNode>valueToTree(given)).isEmpty();
            boolean bound = binds(tool, given);

            assertEquals(valid, bound, () -> "seed " + seed + ": " + tool.name() + " " + given);
            accepted += valid ? 1 : 0;
        }
        assertTrue(accepted > 500, "the generator makes too few valid arguments: " + accepted);
    }

    private boolean binds(ToolDefinition<?, ?> tool, Map<String, Object> given) {
        try {
            check.bind(tool, given);
            return true;
        } catch (ToolException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
            return false;
        }
    }

    private static Map<String, Object> arguments(Map<String, Object> schema, Random random) {
        Map<String, Object> given = new HashMap<>();
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (random.nextInt(100) < (required.contains(name) ? 95 : 30)) {
                    given.put((String) name, value((Map<?, ?>) property, random));
                }
            });
        }
        if (random.nextInt(20) == 0) {
            given.put("unknown", 1);
        }
        return given;
    }

    private static Object value(Map<?, ?> schema, Random random) {
        String type = random.nextInt(10) == 0
                ? List.of("string", "integer", "boolean", "array", "object").get(random.nextInt(5))
                : String.valueOf(schema.get("type"));
        return switch (type) {
            case "string" -> string(schema, random);
            case "integer" ->
                List.of(
                                1,
                                1L,
                                0,
                                -1,
                                100,
                                101,
                                3600,
                                3601,
                                2.0,
                                2.5,
                                1_000_000_000L,
                                Long.MAX_VALUE,
                                new BigDecimal("7.00"))
                        .get(random.nextInt(13));
            case "boolean" -> random.nextBoolean();
            case "array" -> {
                List<Object> list = new ArrayList<>();
                Map<?, ?> items = schema.get("items") instanceof Map<?, ?> map ? map : Map.of("type", "string");
                for (int i = random.nextInt(10); i > 0; i--) {
                    list.add(value(items, random));
                }
                yield list;
            }
            default -> Map.of("key", 1);
        };
    }

    // Blank texts are left out: we reject those beyond the schema.
    private static String string(Map<?, ?> schema, Random random) {
        @Nullable Object choices = schema.get("enum");
        if (choices instanceof List<?> list && random.nextInt(4) > 0) {
            return String.valueOf(list.get(random.nextInt(list.size())));
        }
        int length = List.of(1, 5, 5, 5, 200, 201, 300, 301, 500, 501).get(random.nextInt(10));
        return "🐸".repeat(length);
    }
}
