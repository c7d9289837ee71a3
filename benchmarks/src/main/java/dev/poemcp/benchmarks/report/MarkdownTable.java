package dev.poemcp.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as a Markdown table: medians, spread, ratio to the peer, goal and verdict. */
public final class MarkdownTable {
    private final List<String> jdks;

    /** @param jdks columns, in order */
    public MarkdownTable(List<String> jdks) {
        this.jdks = List.copyOf(jdks);
    }

    /** Lines with a newline at the end of each. */
    public String of(List<Row> rows) {
        var header = Stream.of(Stream.of("what", "peer"), jdks.stream(), Stream.of("goal", ""))
                .flatMap(names -> names)
                .toList();
        return line(header)
                + line(header.stream().map(name -> "---").toList())
                + rows.stream().map(this::row).collect(Collectors.joining());
    }

    private String row(Row row) {
        if (row.failure() != null) {
            return line(Stream.of(
                            Stream.of(row.what(), "–"),
                            jdks.stream().map(jdk -> "–"),
                            Stream.of("", "failed: " + oneLine(row.failure())))
                    .flatMap(cells -> cells)
                    .toList());
        }
        Goal goal = row.goal();
        return line(Stream.of(
                        Stream.of(row.what(), cell(row.unit(), row.peer())),
                        jdks.stream().map(jdk -> result(row, jdk)),
                        Stream.of(goal == null ? "" : goal.text(row.unit()), row.verdict()))
                .flatMap(cells -> cells)
                .toList());
    }

    private static String result(Row row, String jdk) {
        String cell = cell(row.unit(), row.ours().get(jdk));
        return row.ratio(jdk)
                .map(ratio -> cell + String.format(Locale.ROOT, ", **%.2f×**", ratio))
                .orElse(cell);
    }

    private static String cell(Unit unit, @Nullable Sample sample) {
        if (sample == null) {
            return "–";
        }
        String median = unit.format(sample.median());
        return sample.values().size() == 1
                ? median
                : median + " (" + unit.number(sample.min()) + "–" + unit.number(sample.max()) + ")";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
