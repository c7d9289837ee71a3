package dev.poemcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules for the whole published surface, as hosts see it. */
final class CatalogRulesTest {
    /** The surface uses context in every conversation. */
    private static final int MAX_SURFACE_BYTES = 24_000;

    /** Same for the tools that a user of cookies needs for chats, bots and the account. */
    private static final int MAX_ACCOUNT_SURFACE_BYTES = 12_000;

    /** Some hosts show output schemas to the model, too. */
    private static final int MAX_ACCOUNT_OUTPUT_BYTES = 15_785;

    private static final Set<String> TOP_LEVEL_COMBINATORS = Set.of("oneOf", "anyOf", "allOf", "not", "if", "enum");

    /** Toolset, then hints: r(ead only), d(estructive), i(dempotent). */
    private static final Map<String, String> EXPECTED_TOOLS = Map.ofEntries(
            Map.entry("send_message", "messages –/–/–"),
            Map.entry("compare_bots", "messages –/–/–"),
            Map.entry("retry_message", "messages –/–/–"),
            Map.entry("get_reply", "messages r/–/i"),
            Map.entry("cancel_message", "messages –/–/i"),
            Map.entry("delete_messages", "messages –/d/i"),
            Map.entry("get_message_share_url", "messages –/–/–"),
            Map.entry("get_total_cost_points", "messages r/–/i"),
            Map.entry("list_preview_apps", "messages –/–/i"),
            Map.entry("explore", "bots r/–/i"),
            Map.entry("get_available_categories", "bots r/–/i"),
            Map.entry("get_bot_info", "bots r/–/i"),
            Map.entry("get_user_info", "bots r/–/i"),
            Map.entry("follow_user", "bots –/–/i"),
            Map.entry("unfollow_user", "bots –/–/i"),
            Map.entry("set_default_bot", "account –/–/i"),
            Map.entry("set_default_message_point_limit", "account –/–/i"),
            Map.entry("get_settings", "account r/–/i"),
            Map.entry("purge_all_conversations", "account –/d/i"),
            Map.entry("get_chat_history", "chats r/–/i"),
            Map.entry("get_chat_messages", "chats r/–/i"),
            Map.entry("set_chat_title", "chats –/–/i"),
            Map.entry("set_chat_context_optimization", "chats –/–/i"),
            Map.entry("clear_chat_context", "chats –/–/–"),
            Map.entry("import_chat", "chats –/–/–"),
            Map.entry("delete_chat", "chats –/d/i"),
            Map.entry("search_chats", "chats r/–/i"),
            Map.entry("list_models", "models r/–/i"),
            Map.entry("get_points_balance", "models r/–/i"),
            Map.entry("get_usage_history", "models r/–/i"));

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void allTools_haveExpectedToolsetAndHints() {
        Map<String, String> published = new TreeMap<>();
        for (PublishedTool tool : published()) {
            published.put(
                    tool.name(),
                    tool.toolset() + " " + mark(tool, "readOnlyHint", "r") + "/" + mark(tool, "destructiveHint", "d")
                            + "/" + mark(tool, "idempotentHint", "i"));
        }

        assertEquals(new TreeMap<>(EXPECTED_TOOLS), published);
    }

    @Test
    void allTools_areOpenWorld_butTheSearchOnThisMachine() {
        for (PublishedTool tool : published()) {
            assertEquals(4, tool.annotations().size(), tool.name());
            assertEquals(!tool.name().equals("search_chats"), tool.annotations().get("openWorldHint"), tool.name());
        }
    }

    @Test
    void catalog_isSortedByUniqueName() {
        List<String> names =
                ToolCatalog.all().stream().map(ToolDefinition::name).toList();

        assertEquals(names.stream().sorted().distinct().toList(), names);
    }

    @Test
    void allTools_haveUniqueTitleAndShortDescription() {
        Set<String> titles = new HashSet<>();
        for (PublishedTool tool : published()) {
            assertTrue(titles.add(tool.title()), () -> "two tools have the title " + tool.title());
            assertTrue(tool.description().endsWith("."), tool.name());
            assertTrue(tool.description().length() <= 200, tool.name());
        }
    }

    @Test
    void surface_staysBelowByteLimit() {
        int all = published().stream().mapToInt(this::surfaceBytes).sum();
        int account = published().stream()
                .filter(CatalogRulesTest::isOfAccountToolset)
                .mapToInt(this::surfaceBytes)
                .sum();

        assertTrue(all <= MAX_SURFACE_BYTES, () -> "the surface has " + all + " bytes");
        assertTrue(account <= MAX_ACCOUNT_SURFACE_BYTES, () -> "without models it has " + account + " bytes");
    }

    private int surfaceBytes(PublishedTool tool) {
        return utf8(tool.name())
                + utf8(tool.title())
                + utf8(tool.description())
                + utf8(json.valueToTree(tool.inputSchema()).toString());
    }

    /** Listed with an account alone, that is without an archive and apart from the models. */
    private static boolean isOfAccountToolset(PublishedTool tool) {
        return !tool.toolset().equals(Toolset.MODELS.wireName()) && !tool.name().equals("search_chats");
    }

    @Test
    void outputSchemas_stayBelowByteLimit() {
        int bytes = published().stream()
                .filter(CatalogRulesTest::isOfAccountToolset)
                .mapToInt(tool -> utf8(json.valueToTree(tool.outputSchema()).toString()))
                .sum();

        assertTrue(bytes <= MAX_ACCOUNT_OUTPUT_BYTES, () -> "the output schemas have " + bytes + " bytes");
    }

    @Test
    void spendingPublishingOrDeletingTool_saysSo() {
        Map<String, String> descriptions =
                published().stream().collect(Collectors.toMap(PublishedTool::name, PublishedTool::description));

        for (String spends : List.of("send_message", "compare_bots", "retry_message")) {
            assertTrue(descriptions.getOrDefault(spends, "").contains("Spends"), spends);
        }
        for (String publishes : List.of("get_message_share_url", "list_preview_apps")) {
            assertTrue(descriptions.getOrDefault(publishes, "").contains("Publish"), publishes);
        }
        for (PublishedTool tool : published()) {
            if (Boolean.TRUE.equals(tool.annotations().get("destructiveHint"))) {
                assertTrue(tool.description().contains("Permanently"), tool.name());
            }
        }
    }

    @Test
    void allSchemas_areObjectsWithoutCombinators() {
        // Several hosts reject a tool whose schema has a top-level combinator.
        everySchema((path, schema) -> {
            assertEquals("object", schema.path("type").asText(), path);
            TOP_LEVEL_COMBINATORS.forEach(word -> assertFalse(schema.has(word), () -> path + " has " + word));
        });
    }

    @Test
    void argumentSchemas_areInline() {
        // Some hosts do not resolve references or choose between alternatives.
        for (PublishedTool tool : published()) {
            String schema = json.valueToTree(tool.inputSchema()).toString();
            for (String word : List.of("\"$", "\"oneOf\"", "\"anyOf\"")) {
                assertFalse(schema.contains(word), () -> tool.name() + " has " + word);
            }
        }
    }

    @Test
    void allSchemas_forbidOtherProperties() {
        everySchema(this::assertClosed);
    }

    @Test
    void allArguments_areDescribed() {
        for (PublishedTool tool : published()) {
            JsonNode properties = json.valueToTree(tool.inputSchema()).path("properties");
            properties
                    .properties()
                    .forEach(property -> assertFalse(
                            property.getValue().path("description").asText().isBlank(),
                            () -> tool.name() + "." + property.getKey()));
        }
    }

    @Test
    void chatCode_isNamedBeforeChatId() {
        for (PublishedTool tool : published()) {
            List<String> names = json.valueToTree(tool.inputSchema()).path("properties").properties().stream()
                    .map(Map.Entry::getKey)
                    .toList();
            if (names.contains("chat_id")) {
                assertEquals(names.indexOf("chat_id") - 1, names.indexOf("chat_code"), tool.name());
            }
        }
    }

    @Test
    void argumentSchemas_boundStringsArraysAndIntegers() {
        for (PublishedTool tool : published()) {
            JsonNode properties = json.valueToTree(tool.inputSchema()).path("properties");
            properties.properties().forEach(property -> {
                String path = tool.name() + "." + property.getKey();
                JsonNode schema = property.getValue();
                switch (schema.path("type").asText()) {
                    case "string" -> assertTrue(schema.has("maxLength") || schema.has("enum"), path);
                    case "array" -> assertTrue(schema.has("maxItems"), path);
                    case "integer" -> assertTrue(schema.has("minimum"), path);
                    default -> {}
                }
            });
        }
    }

    private void assertClosed(String path, JsonNode schema) {
        if (schema.has("properties")) {
            assertEquals("false", schema.path("additionalProperties").asText(), path);
            schema.path("properties")
                    .properties()
                    .forEach(property -> assertClosed(path + "." + property.getKey(), property.getValue()));
        }
        if (schema.has("items")) {
            assertClosed(path + "[]", schema.path("items"));
        }
        schema.path("$defs")
                .properties()
                .forEach(shared -> assertClosed(path + "#" + shared.getKey(), shared.getValue()));
    }

    private void everySchema(BiConsumer<String, JsonNode> check) {
        for (PublishedTool tool : published()) {
            check.accept(tool.name() + " in", json.valueToTree(tool.inputSchema()));
            check.accept(tool.name() + " out", json.valueToTree(tool.outputSchema()));
        }
    }

    private List<PublishedTool> published() {
        return ToolCatalog.all().stream()
                .map(tool -> PublishedTool.of(tool, json))
                .toList();
    }

    private static String mark(PublishedTool tool, String hint, String letter) {
        return Boolean.TRUE.equals(tool.annotations().get(hint)) ? letter : "–";
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
