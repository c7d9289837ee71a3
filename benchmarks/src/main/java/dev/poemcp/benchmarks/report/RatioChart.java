package dev.poemcp.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bar chart of comparisons with the peer as SVG, readable on light and dark pages. Longer is better.
 */
public final class RatioChart {
    private static final int LABEL_WIDTH = 330;
    private static final int BAR_WIDTH = 300;
    private static final int ROW_HEIGHT = 22;
    private static final int TOP = 34;
    /** Beyond it a bar is cut, so that one large value leaves the others visible. */
    private static final double LONGEST = 10;

    private static final List<String> COLORS = List.of("#3b82c4", "#d9822b", "#4aa564", "#9467bd");

    private RatioChart() {}

    public static String of(List<Bar> rows) {
        List<String> jdks = rows.stream()
                .flatMap(row -> row.times().keySet().stream())
                .distinct()
                .toList();
        double longest = Math.min(
                LONGEST,
                rows.stream().flatMap(row -> row.times().values().stream()).reduce(1.0, Math::max));
        int rowHeight = 8 + (ROW_HEIGHT - 6) * jdks.size();
        int height = TOP + rowHeight * rows.size() + 8;
        int width = LABEL_WIDTH + BAR_WIDTH + 70;
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\" fill=\"#808080\">\n",
                width,
                height,
                width,
                height));
        svg.append(legend(jdks));
        for (int i = 0; i < rows.size(); i++) {
            svg.append(bars(rows.get(i), jdks, TOP + i * rowHeight, longest));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#808080\" stroke-dasharray=\"4 3\"/>\n",
                LABEL_WIDTH + BAR_WIDTH / longest,
                TOP - 4,
                height - 4));
        return svg.append("</svg>\n").toString();
    }

    private static String legend(List<String> jdks) {
        var parts = new ArrayList<String>();
        parts.add(text(8, 18, "times better than the peer; dashed: equal"));
        for (int i = 0; i < jdks.size(); i++) {
            int x = LABEL_WIDTH + i * 90;
            parts.add(rect(x, 9, 10, color(i)) + text(x + 14, 18, jdks.get(i)));
        }
        return String.join("", parts);
    }

    private static String bars(Bar row, List<String> jdks, int y, double longest) {
        var bars = new StringBuilder(text(8, y + 12, row.what()));
        row.times().forEach((jdk, times) -> {
            int index = jdks.indexOf(jdk);
            int top = y + index * (ROW_HEIGHT - 6);
            double width = Math.min(times, longest) / longest * BAR_WIDTH;
            bars.append(rect(LABEL_WIDTH, top + 3, width, color(index)))
                    .append(text(LABEL_WIDTH + width + 5, top + 12, String.format(Locale.ROOT, "%.1f×", times)));
        });
        return bars.toString();
    }

    private static String color(int index) {
        return COLORS.get(index % COLORS.size());
    }

    private static String rect(double x, int y, double width, String color) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"11\" fill=\"%s\"/>\n",
                x,
                y,
                width,
                color);
    }

    private static String text(double x, int y, String text) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>\n", x, y, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
