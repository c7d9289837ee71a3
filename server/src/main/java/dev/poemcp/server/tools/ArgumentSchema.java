package dev.poemcp.server.tools;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSON Schema that the generated input schemas use (a test ensures it), with a sentence for each violation.
 * Not a general validator: those report keywords and pointers, where a model needs to know what is allowed, and add a
 * tenth of a second to the first call.
 *
 * @param type {@code object}, {@code array}, {@code string}, {@code integer} or {@code boolean}
 * @param min minimum length, size or value, by type; null for none
 * @param max likewise
 * @param choices the only texts allowed; empty for any
 * @param properties by name, sorted; empty for an object with arbitrary keys
 * @param items of a list
 */
record ArgumentSchema(
        String type,
        @Nullable Long min,
        @Nullable Long max,
        List<String> choices,
        Map<String, ArgumentSchema> properties,
        List<String> required,
        @Nullable ArgumentSchema items) {
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    static ArgumentSchema of(Map<?, ?> schema) {
        String type = (String) Objects.requireNonNull(schema.get("type"));
        String measure = switch (type) {
            case "string" -> "Length";
            case "array" -> "Items";
            default -> "imum";
        };
        Map<String, ArgumentSchema> properties = new TreeMap<>();
        if (schema.get("properties") instanceof Map<?, ?> all) {
            all.forEach((name, property) -> properties.put((String) name, of((Map<?, ?>) property)));
        }
        return new ArgumentSchema(
                type,
                bound(schema, "min" + measure),
                bound(schema, "max" + measure),
                texts(schema.get("enum")),
                properties,
                texts(schema.get("required")),
                schema.get("items") instanceof Map<?, ?> items ? of(items) : null);
    }

    ArgumentSchema property(String name) {
        return Objects.requireNonNull(properties.get(name), name);
    }

    /** One sentence on what is wrong with the value and what is allowed; empty if it is valid. */
    Optional<String> problem(String name, Object value) {
        String mismatch = mismatch(value);
        if (mismatch != null) {
            return Optional.of("The argument " + name + " must be " + allowed() + ", and it is " + mismatch + ".");
        }
        if (items != null && value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Object item = list.get(i);
                Optional<String> problem = item == null
                        ? Optional.of(
                                "The argument " + name + "[" + i + "] must be " + items.allowed() + ", and it is null.")
                        : items.problem(name + "[" + i + "]", item);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    /** What a value may be, as the end of a sentence. */
    String allowed() {
        return switch (type) {
            case "string" ->
                choices.isEmpty()
                        ? "a text" + count(" characters") + (min == null ? "" : ", not only blanks")
                        : "one of " + String.join(", ", choices);
            case "integer" -> "a whole number" + range();
            case "boolean" -> "true or false";
            case "array" -> "a list" + count(" items");
            default -> "an object";
        };
    }

    /** How the value violates the schema; null if it is valid (its items aside). */
    private @Nullable String mismatch(Object value) {
        switch (type) {
            case "string" -> {
                if (!(value instanceof String text)) {
                    return typeName(value);
                }
                int length = text.codePointCount(0, text.length());
                if (!choices.isEmpty()) {
                    return choices.contains(text) ? null : "another text";
                }
                if (min != null && text.isBlank()) {
                    return text.isEmpty() ? "empty" : "blank";
                }
                return within(length) ? null : length + " characters long";
            }
            case "integer" -> {
                if (!(value instanceof Number number)) {
                    return typeName(value);
                }
                BigDecimal exact = exact(number);
                if (exact == null || exact.stripTrailingZeros().scale() > 0) {
                    return "no whole number";
                }
                boolean fits = exact.compareTo(MIN_LONG) >= 0 && exact.compareTo(MAX_LONG) <= 0;
                return fits && within(exact.longValueExact())
                        ? null
                        : exact.precision() > 20 ? "far out of that" : exact.toString();
            }
            case "boolean" -> {
                return value instanceof Boolean ? null : typeName(value);
            }
            case "array" -> {
                if (!(value instanceof List<?> list)) {
                    return typeName(value);
                }
                return within(list.size()) ? null : "a list of " + list.size();
            }
            default -> {
                return value instanceof Map ? null : typeName(value);
            }
        }
    }

    private boolean within(long measure) {
        return (min == null || measure >= min) && (max == null || measure <= max);
    }

    /** How many of a unit: "2 to 8 items", "at most 20 items". */
    private String count(String unit) {
        if (max == null) {
            return min == null ? "" : " of at least " + min + unit;
        }
        return " of " + (min == null || min == 0 ? "at most " : min + " to ") + max + unit;
    }

    private String range() {
        if (max == null) {
            return min == null ? "" : " of at least " + min;
        }
        return min == null ? " up to " + max : " from " + min + " to " + max;
    }

    private static @Nullable BigDecimal exact(Number number) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            // NaN or infinite.
            return null;
        }
    }

    private static String typeName(Object value) {
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof List ? "a list" : "an object";
    }

    private static @Nullable Long bound(Map<?, ?> schema, String keyword) {
        return schema.get(keyword) instanceof Number number ? number.longValue() : null;
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : List.of();
    }
}
