package dev.poemcp.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Linux says of a process; see proc(5).
 *
 * @param residentMegabytes its resident memory, shared pages included
 * @param peakMegabytes the largest that was resident since its start
 * @param proportionalMegabytes its resident memory, each shared page divided by the number of its users
 * @param cpuMillis CPU time of its threads and of the children it waited for, in steps of 10
 */
public record ProcessFigures(
        double residentMegabytes, double peakMegabytes, double proportionalMegabytes, double cpuMillis) {
    /** USER_HZ is 100 on every Linux that a JVM runs on. */
    private static final double MILLIS_PER_TICK = 10;
    /** utime, stime, cutime and cstime, counted after the name in parentheses, which may contain blanks. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    public static ProcessFigures of(Process process) throws IOException {
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        String status = Files.readString(folder.resolve("status"));
        return new ProcessFigures(
                megabytes("VmRSS", status),
                megabytes("VmHWM", status),
                megabytes("Pss", Files.readString(folder.resolve("smaps_rollup"))),
                cpuMillis(Files.readString(folder.resolve("stat"))));
    }

    static double cpuMillis(String stat) throws IOException {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        if (fields.length < FIRST_TIME + TIMES) {
            throw new IOException("Too few fields: " + stat);
        }
        long ticks = 0;
        for (int i = 0; i < TIMES; i++) {
            ticks += Long.parseLong(fields[FIRST_TIME + i]);
        }
        return ticks * MILLIS_PER_TICK;
    }

    static double megabytes(String name, String text) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(text);
        if (!line.find()) {
            throw new IOException("No " + name);
        }
        return Double.parseDouble(line.group(1)) / 1024;
    }
}
