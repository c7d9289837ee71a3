package dev.poemcp.benchmarks;

import dev.poemcp.benchmarks.process.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line.
 *
 * @param root of the repository
 * @param only names of the parts to run; empty for all
 * @param messages to search in
 * @param jdkHomes to measure on; empty for the oldest supported and the newest installed
 */
record BenchmarkOptions(Path root, List<String> only, int rounds, int messages, List<Path> jdkHomes) {
    /**
     * Reads {@code --name=value} arguments; an empty value is the default.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static BenchmarkOptions of(String... arguments) {
        Map<String, String> values = Stream.of(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words.length == 2 ? words[1] : ""));
        int rounds = atLeastOne("--rounds", values, "9");
        int messages = atLeastOne("--messages", values, "1000000");
        return new BenchmarkOptions(
                Path.of(values.getOrDefault("--root", ".")).toAbsolutePath(),
                list(values.getOrDefault("--only", "")),
                rounds,
                messages,
                list(values.getOrDefault("--jdks", "")).stream().map(Path::of).toList());
    }

    private static int atLeastOne(String name, Map<String, String> values, String otherwise) {
        int value = Integer.parseInt(values.getOrDefault(name, otherwise));
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
        return value;
    }

    boolean isSelected(String part) {
        return only.isEmpty() || only.contains(part);
    }

    List<Jdk> jdks() throws IOException {
        if (jdkHomes.isEmpty()) {
            return Jdk.oldestAndNewest();
        }
        var jdks = new ArrayList<Jdk>();
        for (Path home : jdkHomes) {
            jdks.add(Jdk.at(home));
        }
        return jdks;
    }

    private static List<String> list(String value) {
        return Stream.of(value.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
