package dev.poemcp.emulator.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One variable of a query, written like {@code cursor?: str?}: a question mark after the name makes it optional, one
 * after the type nullable.
 */
record VariableRule(String name, boolean optional, boolean nullable, Predicate<JsonNode> type) {
    private static final Pattern RULE = Pattern.compile("(\\w+)(\\?)?: (\\[)?(\\w+)]?(\\?)?");

    static List<VariableRule> parse(String text) {
        var rules = new ArrayList<VariableRule>();
        var matcher = RULE.matcher(text);
        while (matcher.find()) {
            var single = type(matcher.group(4));
            var isList = matcher.group(3) != null;
            rules.add(new VariableRule(
                    matcher.group(1),
                    matcher.group(2) != null,
                    matcher.group(5) != null,
                    isList ? listOf(single) : single));
        }
        return List.copyOf(rules);
    }

    static VariableRule anyValue(String name) {
        return new VariableRule(name, false, true, node -> true);
    }

    boolean accepts(@Nullable JsonNode value) {
        if (value == null) {
            return optional;
        }
        return value.isNull() ? nullable : type.test(value);
    }

    private static Predicate<JsonNode> type(String name) {
        return switch (name) {
            case "i64" -> node -> node.isIntegralNumber() && node.canConvertToLong();
            case "str" -> JsonNode::isTextual;
            case "bool" -> JsonNode::isBoolean;
            case "obj" -> JsonNode::isObject;
            case "any" -> node -> true;
            default -> throw new IllegalArgumentException("No variable type " + name);
        };
    }

    private static Predicate<JsonNode> listOf(Predicate<JsonNode> element) {
        return node -> node.isArray()
                && StreamSupport.stream(node.spliterator(), false).allMatch(element);
    }
}
