package dev.poemcp.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page with all results: a head, and a section for each part that has ever been measured. A run of some parts
 * replaces their sections and leaves the others as they are.
 *
 * @param sections Markdown by title, in order
 */
public record Page(Map<String, String> sections) {
    private static final String HEADING = "## ";
    private static final String HEAD = """
            # Performance

            The results and the chart are written by one command, from a clean clone, with nothing but Maven, Node and the JDKs:

            ```sh
            mvn -B -pl benchmarks -am -Pbench -DskipTests verify
            ```

            It takes about 45 minutes. `-Dbench.only=start,stdio` measures some parts only and leaves the results of the others
            (%s); `-Dbench.rounds=3` takes fewer rounds than 9, and
            `-Dbench.jdks=/path/to/jdk17,/path/to/jdk25` other JDKs than the oldest supported and the newest under `/usr/lib/jvm`.
            Search alone takes a quarter of an hour, or one minute with `-Dbench.only=search -Dbench.messages=50000`.

            ![How many times better than the peer](performance.svg)

            Each cell is the median of the rounds, with minimum and maximum in parentheses. The bold number is the median of the
            ratios to the peer's result of the same round, since the programs of one round share what else the machine did then.
            """;

    public Page {
        sections = new LinkedHashMap<>(sections);
    }

    /** The sections of a page that was written before. */
    public static Page read(String markdown) {
        Map<String, String> sections = new LinkedHashMap<>();
        Stream.of(markdown.split("(?m)^(?=" + HEADING + ")"))
                .filter(part -> part.startsWith(HEADING))
                .forEach(part -> sections.put(
                        part.lines().findFirst().orElse("").substring(HEADING.length()), part.strip() + "\n"));
        return new Page(sections);
    }

    /** This page with one section replaced, or added at the end. */
    public Page with(String title, String section) {
        var all = new LinkedHashMap<>(sections);
        all.put(title, section);
        return new Page(all);
    }

    /** @param parts names of all parts that can be measured */
    public String markdown(List<String> parts) {
        return HEAD.formatted(parts.stream().map(part -> "`" + part + "`").collect(Collectors.joining(", ")))
                + sections.values().stream().map(section -> "\n" + section).collect(Collectors.joining());
    }
}
