package dev.poemcp.server.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.install.JsonSpans.Member;
import dev.poemcp.server.install.JsonSpans.Span;

/** JSON with comments and trailing commas, since most hosts accept them. */
final class JsonFormat implements FileFormat {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            // Which one of two a host takes is its own affair.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public ObjectNode parse(String text) throws UnsupportedFileException {
        if (text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw invalid("JSON", e);
        }
        throw new UnsupportedFileException("is not a JSON object");
    }

    /** Without the parser's message, which quotes the text around the mistake. */
    static UnsupportedFileException invalid(String language, JsonProcessingException e) {
        boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return new UnsupportedFileException((twice ? "has the same name twice" : "is not valid " + language)
                + (line > 0 ? " (line " + line + ")" : ""));
    }

    @Override
    public String put(String text, String key, String name, ObjectNode server) throws UnsupportedFileException {
        var style = LineStyle.of(text);
        if (text.isBlank()) {
            return style.indented(printed(object(key, object(name, server)), style), "") + style.end();
        }
        var root = JsonSpans.of(text);
        Member servers = root.member(key);
        if (servers == null) {
            return insert(text, root, key, object(name, server), style);
        }
        Span table = servers.object();
        if (table == null) {
            throw new UnsupportedFileException("has a \"" + key + "\" that is not an object");
        }
        Member old = table.member(name);
        return old == null
                ? insert(text, table, name, server, style)
                : text.substring(0, old.valueStart())
                        + style.indented(printed(server, style), lineIndent(text, old.start()))
                        + text.substring(old.end());
    }

    private static ObjectNode object(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }

    /** As the last member, on lines of its own. */
    private static String insert(String text, Span object, String name, JsonNode value, LineStyle style) {
        Member last = object.last();
        String outer = lineIndent(text, object.open());
        String inner = last != null && startsLine(text, last.start())
                ? lineIndent(text, last.start())
                : outer + style.indent();
        int end = contentEnd(text, object);
        String gap = text.substring(end, object.close());
        boolean comma = last != null && JsonSpans.commaAfter(text, last.end(), object.close()) < 0;
        int head = last == null ? object.open() + 1 : last.end();
        return text.substring(0, head)
                + (comma ? "," : "")
                + text.substring(head, end)
                + style.end()
                + inner
                + JsonNodeFactory.instance.textNode(name)
                + ": "
                + style.indented(printed(value, style), inner)
                + (gap.indexOf('\n') < 0 ? style.end() + outer : gap)
                + text.substring(object.close());
    }

    /** Where the last value, comma or comment before the closing brace ends. */
    private static int contentEnd(String text, Span object) {
        int end = object.close();
        while (Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    @Override
    public String remove(String text, String key, String name) throws UnsupportedFileException {
        Member servers = JsonSpans.of(text).member(key);
        Span table = servers == null ? null : servers.object();
        Member gone = table == null ? null : table.member(name);
        if (table == null || gone == null) {
            throw new UnsupportedFileException("has no server " + name);
        }
        int start = lineBefore(text, gone.start());
        int comma = JsonSpans.commaAfter(text, gone.end(), table.close());
        String after = text.substring(comma < 0 ? gone.end() : comma + 1);
        Member before = table.before(gone);
        String head = text.substring(0, start);
        if (comma < 0 && before != null) {
            int orphan = JsonSpans.commaAfter(text, before.end(), gone.start());
            head = text.substring(0, orphan) + text.substring(orphan + 1, start);
        }
        if (table.members().size() == 1
                && text.substring(table.open() + 1, start).isBlank()
                && startsWithClose(after)) {
            return text.substring(0, table.open() + 1) + after.stripLeading();
        }
        return head + after;
    }

    /** The end of the line before, if nothing else is in the line; else the offset itself. */
    private static int lineBefore(String text, int offset) {
        if (!startsLine(text, offset)) {
            return offset;
        }
        int line = Math.max(text.lastIndexOf('\n', offset - 1), 0);
        return line > 0 && text.charAt(line - 1) == '\r' ? line - 1 : line;
    }

    private static boolean startsWithClose(String text) {
        return text.stripLeading().startsWith("}");
    }

    private static String lineIndent(String text, int offset) {
        int line = text.lastIndexOf('\n', offset - 1) + 1;
        int end = line;
        while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(line, end);
    }

    private static boolean startsLine(String text, int offset) {
        return text.substring(text.lastIndexOf('\n', offset - 1) + 1, offset).isBlank();
    }

    private static String printed(JsonNode value, LineStyle style) {
        var indenter = new DefaultIndenter(style.indent(), "\n");
        var printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withArrayEmptySeparator("")
                        .withObjectEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter());
        try {
            return JSON.writer(printer).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree cannot be written", e);
        }
    }
}
