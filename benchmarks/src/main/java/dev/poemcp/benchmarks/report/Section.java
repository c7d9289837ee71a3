package dev.poemcp.benchmarks.report;

import java.util.List;

/**
 * The results of one part.
 *
 * @param title heading; identifies the section in the page
 * @param notes how it was measured; Markdown paragraphs
 */
public record Section(String title, String notes, List<Row> rows) {
    public Section {
        rows = List.copyOf(rows);
    }

    /**
     * As Markdown.
     *
     * @param facts when, where and on which versions; one line
     */
    public String markdown(String facts, MarkdownTable table) {
        return "## " + title + "\n\n" + notes.strip() + "\n\n" + facts + "\n\n" + table.of(rows);
    }
}
