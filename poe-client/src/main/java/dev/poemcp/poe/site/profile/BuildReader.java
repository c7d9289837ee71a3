package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a complete build from JSON; throws {@link IllegalArgumentException} for invalid values. */
final class BuildReader {
    private static final Pattern HASH = Pattern.compile("\\w{1,200}");

    private final String build;

    private BuildReader(String build) {
        this.build = build;
    }

    static SiteBuild read(JsonNode json) {
        var reader = new BuildReader(json.path("name").asText());
        return new SiteBuild(
                reader.build,
                reader.texts(json, "browser"),
                reader.texts(json, "headers"),
                reader.tag(json.path("tag")),
                reader.upload(json.path("upload")),
                reader.formkey(json.path("formkey")),
                reader.subscriptions(json.path("subscriptions")),
                reader.queries(json.path("queries")));
    }

    private SignatureRecipe tag(JsonNode json) {
        return new SignatureRecipe(text(json, "salt"), integers(json, "swap"));
    }

    private UploadForm upload(JsonNode json) {
        var style = text(json, "style").toUpperCase(Locale.ROOT).replace('-', '_');
        try {
            return new UploadForm(
                    UploadForm.Style.valueOf(style), json.path("firstIndex").asInt(0));
        } catch (IllegalArgumentException unknown) {
            throw invalid("upload.style is none of query-info, graphql-multipart, finish-upload");
        }
    }

    private FormkeyRecipe formkey(JsonNode json) {
        return new FormkeyRecipe(
                json.path("length").asInt(32),
                integers(json, "positions"),
                pattern(json, "seed"),
                pattern(json, "getter"),
                strings(json, "getterNames"),
                pattern(json, "seededCall"),
                pattern(json, "secret"),
                pattern(json, "revision"),
                strings(json, "preludes"));
    }

    private List<List<SubscriptionQuery>> subscriptions(JsonNode json) {
        List<List<SubscriptionQuery>> sets = new ArrayList<>();
        for (var set : json) {
            List<SubscriptionQuery> queries = new ArrayList<>();
            for (var subscription : set.properties()) {
                queries.add(new SubscriptionQuery(
                        subscription.getKey(), hash(subscription.getValue(), subscription.getKey())));
            }
            sets.add(List.copyOf(queries));
        }
        return sets;
    }

    private Map<Operation, List<Query>> queries(JsonNode json) {
        Map<Operation, List<Query>> queries = new EnumMap<>(Operation.class);
        for (var operation : Operation.values()) {
            var node = json.path(operation.key());
            if (node.isMissingNode()) {
                continue;
            }
            var name = text(node, "name");
            List<Query> all = new ArrayList<>();
            all.add(query(name, node, node));
            node.path("alternatives").forEach(alternative -> all.add(query(name, alternative, node)));
            queries.put(operation, List.copyOf(all));
        }
        return queries;
    }

    private Query query(String name, JsonNode json, JsonNode node) {
        var template = json.has("variables") ? json.get("variables") : node.path("variables");
        if (template.isMissingNode()) {
            template = JsonNodeFactory.instance.objectNode();
        }
        if (!template.isObject()) {
            throw invalid("the variables of " + name + " are not an object");
        }
        return new Query(
                json.path("name").asText(name),
                hash(json.path("hash"), name),
                template,
                json.path("poegraphql").textValue(),
                json.path("firstPageOnly").asBoolean());
    }

    private String hash(JsonNode json, String of) {
        if (!json.isTextual() || !HASH.matcher(json.textValue()).matches()) {
            throw invalid("the hash of " + of + " is not a text of hex digits");
        }
        return json.textValue();
    }

    private String text(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw invalid(field + " is not a text");
        }
        return json.get(field).textValue();
    }

    private Pattern pattern(JsonNode json, String field) {
        return Pattern.compile(text(json, field));
    }

    private Map<String, String> texts(JsonNode json, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (var entry : json.path(field).properties()) {
            texts.put(entry.getKey(), text(json.path(field), entry.getKey()));
        }
        return texts;
    }

    private List<String> strings(JsonNode json, String field) {
        List<String> strings = new ArrayList<>();
        for (var element : json.path(field)) {
            if (!element.isTextual()) {
                throw invalid(field + " holds something that is not a text");
            }
            strings.add(element.textValue());
        }
        return strings;
    }

    private List<Integer> integers(JsonNode json, String field) {
        List<Integer> integers = new ArrayList<>();
        for (var element : json.path(field)) {
            if (!element.isIntegralNumber() || !element.canConvertToInt() || element.intValue() < 0) {
                throw invalid(field + " holds something that is no position");
            }
            integers.add(element.intValue());
        }
        return integers;
    }

    private IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("in build " + build + ", " + what);
    }
}
