package dev.poemcp.poe.site.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills a variables template. The text {@code "$name"} becomes the value (null if there is none), {@code "$name?"} is
 * omitted if there is none, {@code "$name:string"} becomes the value as text, and {@code ${name}} is replaced within a
 * longer text. Everything else stays unchanged.
 */
final class VariablesTemplate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WHOLE = Pattern.compile("\\$(\\w+)(\\?|:string)?");
    private static final Pattern INSIDE = Pattern.compile("\\$\\{(\\w+)}");

    private VariablesTemplate() {}

    static ObjectNode fill(JsonNode template, Map<String, ?> values) {
        return fillObject(template, values);
    }

    private static ObjectNode fillObject(JsonNode template, Map<String, ?> values) {
        var filled = JsonNodeFactory.instance.objectNode();
        for (var field : template.properties()) {
            if (!isLeftOut(field.getValue(), values)) {
                filled.set(field.getKey(), fillAny(field.getValue(), values));
            }
        }
        return filled;
    }

    private static JsonNode fillAny(JsonNode template, Map<String, ?> values) {
        if (template.isObject()) {
            return fillObject(template, values);
        }
        if (template.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            template.forEach(element -> filled.add(fillAny(element, values)));
            return filled;
        }
        return template.isTextual() ? fillText(template.textValue(), values) : template;
    }

    private static JsonNode fillText(String template, Map<String, ?> values) {
        var whole = WHOLE.matcher(template);
        if (whole.matches()) {
            Object value = values.get(whole.group(1));
            boolean asText = ":string".equals(whole.group(2)) && value != null;
            return JSON.valueToTree(asText ? String.valueOf(value) : value);
        }
        var text = INSIDE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(values.get(found.group(1)))));
        return JsonNodeFactory.instance.textNode(text);
    }

    private static boolean isLeftOut(JsonNode template, Map<String, ?> values) {
        if (!template.isTextual()) {
            return false;
        }
        var whole = WHOLE.matcher(template.textValue());
        return whole.matches() && "?".equals(whole.group(2)) && values.get(whole.group(1)) == null;
    }
}
