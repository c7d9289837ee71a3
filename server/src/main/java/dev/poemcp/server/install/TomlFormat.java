package dev.poemcp.server.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * TOML. A server is a table with a header of its own, and may have tables below it; other forms are not changed. The
 * lines are found by their headers, so a line within a text of several lines can be taken for one: {@link HostEditor}
 * compares what the file means before and after.
 */
final class TomlFormat implements FileFormat {
    private static final TomlMapper TOML = new TomlMapper();
    private static final Pattern HEADER = Pattern.compile("\\s*\\[.*");

    @Override
    public ObjectNode parse(String text) throws UnsupportedFileException {
        try {
            if (TOML.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw JsonFormat.invalid("TOML", e);
        }
        throw new UnsupportedFileException("is not a TOML table");
    }

    @Override
    public String put(String text, String key, String name, ObjectNode server) {
        var style = LineStyle.of(text);
        List<String> lines = lines(text);
        List<String> table = new ArrayList<>();
        table.add("[" + key + "." + name + "]");
        server.properties().forEach(field -> table.add(field.getKey() + " = " + value(field.getValue())));
        int start = header(lines, key, name, 0);
        if (start < 0) {
            if (!lines.isEmpty() && !lines.get(lines.size() - 1).isBlank()) {
                table.add(0, "");
            }
            lines.addAll(table);
        } else {
            lines.subList(start, end(lines, key, name, start)).clear();
            lines.addAll(start, table);
        }
        return style.joined(lines);
    }

    @Override
    public String remove(String text, String key, String name) throws UnsupportedFileException {
        List<String> lines = lines(text);
        int start = header(lines, key, name, 0);
        if (start < 0) {
            throw new UnsupportedFileException("has the server " + name + " in a form that is not changed here");
        }
        while (start >= 0) {
            int end = end(lines, key, name, start);
            boolean gap = start > 0 && lines.get(start - 1).isBlank();
            lines.subList(gap ? start - 1 : start, end).clear();
            start = header(lines, key, name, 0);
        }
        return LineStyle.of(text).joined(lines);
    }

    /** Texts, numbers and lists are written as in JSON. */
    private static String value(JsonNode value) {
        return value.isObject()
                ? value.properties().stream()
                        .map(field ->
                                JsonNodeFactory.instance.textNode(field.getKey()) + " = " + value(field.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"))
                : value.toString();
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }

    /** The next line with the header of the server's table, or of one below it. */
    private static int header(List<String> lines, String key, String name, int from) {
        Pattern own = Pattern.compile("\\s*\\[\\s*" + quoted(key) + "\\s*\\.\\s*" + quoted(name) + "\\s*[.\\]].*");
        for (int i = from; i < lines.size(); i++) {
            if (own.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    private static String quoted(String name) {
        return "[\"']?" + Pattern.quote(name) + "[\"']?";
    }

    /** After the server's last line; what is above the next header belongs to that. */
    private static int end(List<String> lines, String key, String name, int start) {
        int end = start + 1;
        while (end < lines.size()
                && (!HEADER.matcher(lines.get(end)).matches() || header(lines, key, name, end) == end)) {
            end++;
        }
        while (end < lines.size() && end > start + 1 && isComment(lines.get(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isComment(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }
}
