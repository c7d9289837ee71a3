package dev.poemcp.benchmarks;

import dev.poemcp.benchmarks.firstword.FirstWordBenchmark;
import dev.poemcp.benchmarks.firstword.PieceBenchmark;
import dev.poemcp.benchmarks.load.HttpBenchmark;
import dev.poemcp.benchmarks.load.StdioBenchmark;
import dev.poemcp.benchmarks.load.StreamsBenchmark;
import dev.poemcp.benchmarks.micro.MicroBenchmark;
import dev.poemcp.benchmarks.process.BenchmarkSetup;
import dev.poemcp.benchmarks.process.Jdk;
import dev.poemcp.benchmarks.process.Tools;
import dev.poemcp.benchmarks.report.Bar;
import dev.poemcp.benchmarks.report.Machine;
import dev.poemcp.benchmarks.report.MarkdownTable;
import dev.poemcp.benchmarks.report.Page;
import dev.poemcp.benchmarks.report.RatioChart;
import dev.poemcp.benchmarks.report.Row;
import dev.poemcp.benchmarks.report.Section;
import dev.poemcp.benchmarks.round.Part;
import dev.poemcp.benchmarks.search.SearchBenchmark;
import dev.poemcp.benchmarks.start.StartBenchmark;
import dev.poemcp.poe.file.FolderTree;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the selected parts, prints each table when it is complete, and writes the page and the chart. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var options = BenchmarkOptions.of(arguments);
        List<Jdk> jdks = options.jdks();
        Path folder = Files.createTempDirectory("poe-mcp-benchmarks");
        try {
            run(options, new BenchmarkSetup(options.root(), options.rounds(), jdks, folder));
        } finally {
            FolderTree.delete(folder);
        }
    }

    private static void run(BenchmarkOptions options, BenchmarkSetup setup) throws IOException, InterruptedException {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("start", new StartBenchmark(setup));
        parts.put("stdio", new StdioBenchmark(setup));
        parts.put("http", new HttpBenchmark(setup));
        parts.put("streams", new StreamsBenchmark(setup));
        parts.put("first-word", new FirstWordBenchmark(setup));
        parts.put("pieces", new PieceBenchmark(setup));
        parts.put("steps", new MicroBenchmark(setup));
        parts.put("search", new SearchBenchmark(setup, options.messages()));
        for (String name : options.only()) {
            if (!parts.containsKey(name)) {
                throw new IllegalArgumentException("There is no part " + name + "; there are " + parts.keySet());
            }
        }

        var tools = new Tools(setup.root());
        if (parts.entrySet().stream()
                .anyMatch(part ->
                        options.isSelected(part.getKey()) && part.getValue().startsProgram())) {
            tools.installPeers();
            tools.buildProgram();
        }
        var table = new MarkdownTable(setup.jdks().stream().map(Jdk::name).toList());
        String versions = facts(setup, tools);
        Path file = setup.root().resolve("docs/performance.md");
        Page page = Files.exists(file) ? Page.read(Files.readString(file)) : new Page(Map.of());
        for (var part : parts.entrySet()) {
            if (options.isSelected(part.getKey())) {
                double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
                Section section = measure(part.getValue());
                // Says whether other programs disturbed the measurement.
                String facts = String.format(Locale.ROOT, "%s; load average before: %.1f", versions, load);
                String markdown = section.markdown(facts, table);
                System.out.println("\n" + markdown);
                page = page.with(section.title(), markdown);
                // After each part, so that what is measured is not lost when a later one is interrupted.
                String written = page.markdown(List.copyOf(parts.keySet()));
                Files.writeString(file, written);
                Files.writeString(file.resolveSibling("performance.svg"), RatioChart.of(Bar.of(written)));
            }
        }
    }

    /** A part that fails says so in its row, and the others still run. */
    private static Section measure(Part part) throws InterruptedException {
        try {
            return part.measure();
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            return new Section(part.title(), "Failed.", List.of(Row.failed(part.title(), e.toString())));
        }
    }

    private static String facts(BenchmarkSetup setup, Tools tools) throws IOException, InterruptedException {
        return LocalDate.now(ZoneOffset.UTC) + ", commit " + tools.commit() + "; " + setup.rounds()
                + " rounds, of measurements that take minutes " + setup.longRounds() + "; "
                + setup.jdks().stream().map(jdk -> "JDK " + jdk.version()).collect(Collectors.joining(", ")) + ", Node "
                + tools.nodeVersion() + "; " + Machine.read().text();
    }
}
