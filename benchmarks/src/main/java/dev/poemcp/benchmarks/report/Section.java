package dev.poemcp.benchmarks.report;

import java.util.List;

/**
 * The results of one part.
 *
 * @param title heading
 * @param notes how it was measured; Markdown paragraphs
 */
public record Section(String title, String notes, List<Row> rows) {
    public Section {
        rows = List.copyOf(rows);
    }
}
