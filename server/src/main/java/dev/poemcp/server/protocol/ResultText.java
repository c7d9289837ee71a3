package dev.poemcp.server.protocol;

import java.util.List;
import java.util.Map;

/**
 * Formats a result as compact text: one {@code name: value} per line, list items with dashes, nulls omitted. At most
 * {@link #MAX_CHARS}, with a marker where it was cut.
 */
final class ResultText {
    static final int MAX_CHARS = 29_000;
    private static final String CUT = "\n[Cut here: there is more. Ask for fewer, or go on with the cursor.]";

    private final StringBuilder text = new StringBuilder();

    private ResultText() {}

    /** @param fields JSON values: maps, lists, texts, numbers, booleans, nulls */
    static String of(Map<String, Object> fields) {
        var writer = new ResultText();
        writer.map(fields, "");
        return writer.result();
    }

    private void map(Map<?, ?> fields, String indent) {
        fields.forEach((name, value) -> entry(name + ":", value, indent));
    }

    private void entry(String label, Object value, String indent) {
        if (text.length() > MAX_CHARS || value == null) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            line(indent, label);
            map(map, indent + "  ");
        } else if (value instanceof List<?> list) {
            list(label, list, indent);
        } else {
            scalar(label, value.toString(), indent);
        }
    }

    private void list(String label, List<?> list, String indent) {
        if (list.isEmpty()) {
            line(indent, label + " none");
        } else if (list.stream().noneMatch(item -> item instanceof Map<?, ?>)) {
            line(
                    indent,
                    label + " "
                            + String.join(
                                    ", ", list.stream().map(String::valueOf).toList()));
        } else {
            line(indent, label);
            list.forEach(item -> item(item, indent));
        }
    }

    /** The first line of an item carries the dash. */
    private void item(Object item, String indent) {
        var start = text.length();
        if (item instanceof Map<?, ?> map) {
            map(map, indent + "  ");
        } else {
            line(indent + "  ", String.valueOf(item));
        }
        if (text.length() > start + indent.length() + 1) {
            text.setCharAt(start + indent.length(), '-');
        }
    }

    private void scalar(String label, String value, String indent) {
        if (value.indexOf('\n') < 0) {
            line(indent, label + " " + value);
        } else {
            line(indent, label);
            value.lines().forEach(part -> line(indent + "  ", part));
        }
    }

    private void line(String indent, String content) {
        if (text.length() <= MAX_CHARS) {
            text.append(indent).append(content).append('\n');
        }
    }

    private String result() {
        if (text.length() <= MAX_CHARS) {
            return text.toString().stripTrailing();
        }
        var end = MAX_CHARS - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
