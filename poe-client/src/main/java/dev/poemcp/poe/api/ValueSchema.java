package dev.poemcp.poe.api;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSON Schema that the catalogue uses for a parameter: {@code type}, {@code enum}, {@code minimum},
 * {@code maximum}, and {@code maxItems}. Other keywords accept everything.
 */
final class ValueSchema {
    private static final int MAX_SHOWN = 100;

    private final Map<String, Object> schema;

    ValueSchema(Map<String, Object> schema) {
        this.schema = schema;
    }

    boolean accepts(@Nullable Object value) {
        return isOfType(value) && isListed(value) && isInRange(value);
    }

    /** What it accepts, e.g. {@code a number from 0 to 2}. */
    String describe() {
        if (schema.get("enum") instanceof Collection<?> values) {
            return "one of " + values.stream().map(ValueSchema::show).collect(Collectors.joining(", "));
        }
        String type = types().isEmpty()
                ? "a value"
                : types().stream().map(ValueSchema::withArticle).collect(Collectors.joining(" or "));
        Object from = schema.get("minimum");
        Object to = schema.get("maximum");
        String range =
                (from == null ? "" : " from " + from) + (to == null ? "" : from == null ? " up to " + to : " to " + to);
        Object items = schema.get("maxItems");
        return type + range + (items == null ? "" : " of at most " + items);
    }

    /** A value in an error. */
    static String show(@Nullable Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private List<String> types() {
        Object type = schema.get("type");
        if (type instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return type == null ? List.of() : List.of(type.toString());
    }

    private boolean isOfType(@Nullable Object value) {
        return types().isEmpty() || types().stream().anyMatch(type -> isOfType(type, value));
    }

    private static boolean isOfType(String type, @Nullable Object value) {
        return switch (type) {
            case "boolean" -> value instanceof Boolean;
            case "string" -> value instanceof String;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number number && isIntegral(number);
            case "array" -> value instanceof Collection;
            case "object" -> value instanceof Map;
            case "null" -> value == null;
            default -> true;
        };
    }

    private boolean isListed(@Nullable Object value) {
        return !(schema.get("enum") instanceof Collection<?> values)
                || values.stream().anyMatch(allowed -> isSame(allowed, value));
    }

    private boolean isInRange(@Nullable Object value) {
        if (value instanceof Collection<?> items && schema.get("maxItems") instanceof Number most) {
            return items.size() <= most.intValue();
        }
        if (!(value instanceof Number number)) {
            return true;
        }
        boolean isLow =
                schema.get("minimum") instanceof Number least && decimal(number).compareTo(decimal(least)) < 0;
        boolean isHigh =
                schema.get("maximum") instanceof Number most && decimal(number).compareTo(decimal(most)) > 0;
        return !isLow && !isHigh;
    }

    private static boolean isSame(@Nullable Object allowed, @Nullable Object value) {
        if (allowed instanceof Number one && value instanceof Number other) {
            return decimal(one).compareTo(decimal(other)) == 0;
        }
        return Objects.equals(allowed, value);
    }

    private static boolean isIntegral(Number number) {
        return decimal(number).stripTrailingZeros().scale() <= 0;
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static String withArticle(String type) {
        return switch (type) {
            case "boolean" -> "true or false";
            case "integer" -> "an integer";
            case "array" -> "a list";
            case "object" -> "an object";
            case "string" -> "a text";
            default -> "a " + type;
        };
    }
}
