package dev.poemcp.benchmarks;

import dev.poemcp.benchmarks.firstword.FirstWordBenchmark;
import dev.poemcp.benchmarks.load.HttpBenchmark;
import dev.poemcp.benchmarks.load.StdioBenchmark;
import dev.poemcp.benchmarks.load.StreamsBenchmark;
import dev.poemcp.benchmarks.micro.MicroBenchmark;
import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.process.Tools;
import dev.poemcp.benchmarks.report.Machine;
import dev.poemcp.benchmarks.report.MarkdownTable;
import dev.poemcp.benchmarks.report.Page;
import dev.poemcp.benchmarks.report.RatioChart;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.start.StartBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the selected parts, prints each table when it is complete, and writes the page and the chart. */
final class Main {
    /** One kind of measurement. */
    @FunctionalInterface
    private interface Part {
        Section measure() throws IOException, InterruptedException;
    }

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var options = BenchmarkOptions.of(arguments);
        List<Jdk> jdks = options.jdks();
        Path folder = Files.createTempDirectory("poe-mcp-benchmarks");
        try {
            run(options, new BenchmarkSetup(options.root(), options.rounds(), jdks, folder));
        } finally {
            delete(folder);
        }
    }

    private static void run(BenchmarkOptions options, BenchmarkSetup setup) throws IOException, InterruptedException {
        var tools = new Tools(setup.root());
        tools.installPeers();
        tools.buildProgram();
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("start", new StartBenchmark(setup)::measure);
        parts.put("stdio", new StdioBenchmark(setup)::measure);
        parts.put("http", new HttpBenchmark(setup)::measure);
        parts.put("streams", new StreamsBenchmark(setup)::measure);
        parts.put("first-word", new FirstWordBenchmark(setup)::measure);
        parts.put("steps", new MicroBenchmark(setup)::measure);
        for (String name : options.only()) {
            if (!parts.containsKey(name)) {
                throw new IllegalArgumentException("There is no part " + name + "; there are " + parts.keySet());
            }
        }

        List<String> columns = setup.jdks().stream().map(Jdk::name).toList();
        var table = new MarkdownTable(columns);
        var sections = new ArrayList<Section>();
        for (var part : parts.entrySet()) {
            if (options.isSelected(part.getKey())) {
                Section section = measure(part.getKey(), part.getValue());
                System.out.println("\n" + section.title() + "\n\n" + table.of(section.rows()));
                sections.add(section);
            }
        }
        if (!options.only().isEmpty()) {
            System.out.println("Only some parts ran, so docs/performance.md stays as it is.");
            return;
        }
        var page = new Page(facts(setup, tools), sections);
        Path docs = setup.root().resolve("docs");
        Files.writeString(docs.resolve("performance.md"), page.markdown(List.copyOf(parts.keySet()), table));
        // A latency under full load says the same as the throughput; the chart stays short without them.
        List<Row> rows = sections.stream()
                .flatMap(section -> section.rows().stream())
                .filter(row -> row.goal() != null && !row.what().startsWith("p99"))
                .toList();
        Files.writeString(docs.resolve("performance.svg"), new RatioChart(columns).of(rows));
    }

    /** A part that fails says so in its row, and the others still run. */
    private static Section measure(String name, Part part) throws InterruptedException {
        try {
            return part.measure();
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            return new Section(name, "", List.of(Row.failed(name, e.toString())));
        }
    }

    private static List<String> facts(BenchmarkSetup setup, Tools tools) throws IOException, InterruptedException {
        return List.of(
                Machine.read().text(),
                setup.jdks().stream().map(jdk -> "JDK " + jdk.version()).collect(Collectors.joining(", ")) + ", Node "
                        + tools.nodeVersion(),
                LocalDate.now(ZoneOffset.UTC) + ", commit " + tools.commit() + ", " + setup.rounds()
                        + " rounds, of the longer measurements " + setup.longRounds());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
