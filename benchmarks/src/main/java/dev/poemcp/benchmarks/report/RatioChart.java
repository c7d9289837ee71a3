package dev.poemcp.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bar chart of ratios to the peer as SVG, readable on light and dark pages. A bar says how many times better the
 * program is: rows of times and sizes are inverted, so that longer is always better.
 */
public final class RatioChart {
    private static final int LABEL_WIDTH = 330;
    private static final int BAR_WIDTH = 300;
    private static final int ROW_HEIGHT = 22;
    private static final int TOP = 34;
    /** Beyond it a bar is cut, so that one large value leaves the others visible. */
    private static final double LONGEST = 10;

    private static final List<String> COLORS = List.of("#3b82c4", "#d9822b", "#4aa564", "#9467bd");

    private final List<String> jdks;

    /** @param jdks one bar of each row, in order */
    public RatioChart(List<String> jdks) {
        this.jdks = List.copyOf(jdks);
    }

    /** Rows without a peer are left out. */
    public String of(List<Row> rows) {
        var compared = rows.stream()
                .filter(row -> jdks.stream().anyMatch(jdk -> row.ratio(jdk).isPresent()))
                .toList();
        double longest = Math.min(
                LONGEST,
                compared.stream()
                        .flatMap(row ->
                                jdks.stream().flatMap(jdk -> row.ratio(jdk).map(ratio -> better(row, ratio)).stream()))
                        .reduce(1.0, Math::max));
        int rowHeight = 8 + (ROW_HEIGHT - 6) * jdks.size();
        int height = TOP + rowHeight * compared.size() + 8;
        int width = LABEL_WIDTH + BAR_WIDTH + 70;
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "font-family=\"sans-serif\" font-size=\"12\" fill=\"#808080\">\n",
                width,
                height,
                width,
                height));
        svg.append(legend());
        for (int i = 0; i < compared.size(); i++) {
            svg.append(bars(compared.get(i), TOP + i * rowHeight, longest));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#808080\" stroke-dasharray=\"4 3\"/>\n",
                LABEL_WIDTH + BAR_WIDTH / longest,
                TOP - 4,
                height - 4));
        return svg.append("</svg>\n").toString();
    }

    private String legend() {
        var parts = new ArrayList<String>();
        parts.add(text(8, 18, "times better than the peer; dashed: equal"));
        for (int i = 0; i < jdks.size(); i++) {
            int x = LABEL_WIDTH + i * 90;
            parts.add(rect(x, 9, 10, color(i)) + text(x + 14, 18, jdks.get(i)));
        }
        return String.join("", parts);
    }

    private String bars(Row row, int y, double longest) {
        var bars = new StringBuilder(text(8, y + 12, row.what()));
        for (int i = 0; i < jdks.size(); i++) {
            int top = y + i * (ROW_HEIGHT - 6);
            int jdk = i;
            row.ratio(jdks.get(i)).map(ratio -> better(row, ratio)).ifPresent(times -> {
                double width = Math.min(times, longest) / longest * BAR_WIDTH;
                bars.append(rect(LABEL_WIDTH, top + 3, width, color(jdk)))
                        .append(text(LABEL_WIDTH + width + 5, top + 12, String.format(Locale.ROOT, "%.1f×", times)));
            });
        }
        return bars.toString();
    }

    private static double better(Row row, double ratio) {
        return row.unit() == Unit.CALLS_PER_SECOND ? ratio : 1 / ratio;
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
