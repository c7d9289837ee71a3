package dev.poemcp.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The page with all results.
 *
 * @param measured when, where and on which versions; Markdown list items
 */
public record Page(List<String> measured, List<Section> sections) {
    private static final String HEAD = """
            # Performance

            This page and its chart are written by one command, from a clean clone, with nothing but Maven, Node and the JDKs:

            ```sh
            mvn -B -pl benchmarks -am -Pbench -DskipTests verify
            ```

            `-Dbench.only=start,stdio` runs some parts only (%s), `-Dbench.rounds=3` fewer rounds, and
            `-Dbench.jdks=/path/to/jdk17,/path/to/jdk25` other JDKs than 17 and the newest under `/usr/lib/jvm`.

            ![Times better than the peer](performance.svg)

            Each cell is the median, with minimum and maximum in parentheses. The bold number is the median of the ratios to the
            peer's result of the same round, since programs of one round share what else the machine did then.
            """;

    public Page {
        measured = List.copyOf(measured);
        sections = List.copyOf(sections);
    }

    /** @param parts names of all parts that can be run */
    public String markdown(List<String> parts, MarkdownTable table) {
        return HEAD.formatted(parts.stream().map(part -> "`" + part + "`").collect(Collectors.joining(", ")))
                + "\n"
                + measured.stream().map(fact -> "- " + fact + "\n").collect(Collectors.joining())
                + sections.stream()
                        .map(section -> "\n## " + section.title() + "\n\n"
                                + section.notes().strip() + "\n\n" + table.of(section.rows()))
                        .collect(Collectors.joining());
    }
}
