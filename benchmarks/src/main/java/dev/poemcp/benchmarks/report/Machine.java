package dev.poemcp.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the results were measured on.
 *
 * @param processor model of the CPU
 * @param memoryGigabytes of the machine
 */
public record Machine(int cores, String processor, double memoryGigabytes, String system) {
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
    private static final Pattern NAME = Pattern.compile("(?m)^PRETTY_NAME=\"?([^\"\n]+)");

    /** Reads it from {@code /proc}; parts that the system does not tell are "unknown" or 0. */
    public static Machine read() throws IOException {
        String kilobytes = first(MEMORY, Path.of("/proc/meminfo"), "0");
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                first(MODEL, Path.of("/proc/cpuinfo"), "unknown"),
                Double.parseDouble(kilobytes) / (1024 * 1024),
                first(NAME, Path.of("/etc/os-release"), System.getProperty("os.name")) + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    public String text() {
        return String.format(
                Locale.ROOT, "%d cores (%s), %.0f GB of memory, %s", cores, processor, memoryGigabytes, system);
    }

    private static String first(Pattern pattern, Path file, String otherwise) throws IOException {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        Matcher found = pattern.matcher(Files.readString(file));
        return found.find() ? found.group(1).strip() : otherwise;
    }
}
