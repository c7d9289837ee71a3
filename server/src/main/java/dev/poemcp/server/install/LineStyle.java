package dev.poemcp.server.install;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the lines of a text look.
 *
 * @param end of a line
 * @param indent one step of indentation
 */
record LineStyle(String end, String indent) {
    private static final Pattern FIRST_INDENT = Pattern.compile("(?m)^([ \\t]+)\\S");

    static LineStyle of(String text) {
        int line = text.indexOf('\n');
        Matcher indent = FIRST_INDENT.matcher(text);
        return new LineStyle(
                line > 0 && text.charAt(line - 1) == '\r' ? "\r\n" : "\n", indent.find() ? indent.group(1) : "  ");
    }

    /** Complete lines. */
    String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join(end, lines) + end;
    }

    /** A text whose lines end with a line feed, with this style, and each line but the first indented. */
    String indented(String text, String prefix) {
        return text.lines().collect(Collectors.joining(end + prefix));
    }
}
