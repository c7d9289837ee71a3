package dev.poemcp.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A terminal as an SVG with plain text: readable on light and dark pages, without a font of its own. */
final class TerminalPicture {
    private static final int COLUMNS = 96;
    private static final int LINE_HEIGHT = 18;
    private static final double COLUMN_WIDTH = 7.4;
    private static final int MARGIN = 16;

    private final List<String> lines = new ArrayList<>();

    /** What a user types. */
    TerminalPicture command(String command) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("<tspan fill=\"#7ee787\">$</tspan> <tspan fill=\"#ffffff\">" + escaped(command) + "</tspan>");
        return this;
    }

    /** What the program prints; wrapped like in a terminal. */
    TerminalPicture output(String text) {
        text.stripTrailing().lines().forEach(line -> {
            String rest = line;
            for (; rest.length() > COLUMNS; rest = rest.substring(COLUMNS)) {
                lines.add(escaped(rest.substring(0, COLUMNS)));
            }
            lines.add(escaped(rest));
        });
        return this;
    }

    String svg(String title) {
        int width = (int) (COLUMNS * COLUMN_WIDTH) + 2 * MARGIN;
        int height = lines.size() * LINE_HEIGHT + 2 * MARGIN;
        var svg = new StringBuilder();
        // A background of its own, so that the page's does not matter.
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s">
                <title>%3$s</title>
                <rect width="%1$d" height="%2$d" rx="8" fill="#161b22"/>
                <g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="12" fill="#c9d1d9">
                """, width, height, escaped(title)));
        int y = MARGIN + 13;
        for (String line : lines) {
            if (!line.isEmpty()) {
                svg.append("<text x=\"")
                        .append(MARGIN)
                        .append("\" y=\"")
                        .append(y)
                        .append("\">")
                        .append(line)
                        .append("</text>\n");
            }
            y += LINE_HEIGHT;
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static String escaped(String text) {
        // Viewers merge blanks, but not these.
        return text.replace("  ", "\u00a0\u00a0")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
