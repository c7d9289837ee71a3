package dev.poemcp.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One comparison with the peer in the chart.
 *
 * @param what the quantity
 * @param times how many times better than the peer the program is, by the name of the JDK
 */
public record Bar(String what, Map<String, Double> times) {
    private static final String HEADER = "| what |";
    private static final Pattern RATIO = Pattern.compile("\\*\\*([0-9.]+)×\\*\\*");
    /** Where more is better. */
    private static final String THROUGHPUT = " /s";

    public Bar {
        times = new LinkedHashMap<>(times);
    }

    /**
     * The comparisons in the tables of a page that have a goal. Those of the slowest calls are left out: they say the
     * same as the throughput, and the chart stays short.
     */
    public static List<Bar> of(String markdown) {
        List<Bar> bars = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : markdown.lines().filter(line -> line.startsWith("|")).toList()) {
            List<String> cells = cells(line);
            if (line.startsWith(HEADER)) {
                columns = cells;
            } else if (cells.size() == columns.size()
                    && cells.get(cells.size() - 2).contains("× peer")
                    && !cells.get(0).startsWith("p99")) {
                bars.add(new Bar(cells.get(0).replace("`", ""), times(columns, cells)));
            }
        }
        return bars.stream().filter(bar -> !bar.times.isEmpty()).toList();
    }

    private static Map<String, Double> times(List<String> columns, List<String> cells) {
        Map<String, Double> times = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            Matcher ratio = RATIO.matcher(cells.get(i));
            if (ratio.find()) {
                double value = Double.parseDouble(ratio.group(1));
                times.put(columns.get(i), cells.get(i).contains(THROUGHPUT) ? value : 1 / value);
            }
        }
        return times;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }
}
