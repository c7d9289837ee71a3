package dev.poemcp.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An installed JDK.
 *
 * @param major version, e.g. 17
 * @param version complete version, e.g. 17.0.15
 */
public record Jdk(int major, String version, Path home) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"((\\d+)[^\"]*)\"");
    private static final int OLDEST = 17;

    /** @throws IOException when it is no JDK home */
    public static Jdk at(Path home) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
        if (!version.find()) {
            throw new IOException(home.resolve("release") + " has no JAVA_VERSION");
        }
        return new Jdk(Integer.parseInt(version.group(2)), version.group(1), home.toRealPath());
    }

    /**
     * The oldest supported JDK and the newest, of those installed.
     *
     * @throws IOException when none is installed
     */
    public static List<Jdk> oldestAndNewest() throws IOException {
        var byMajor = new TreeMap<Integer, Jdk>();
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            for (Path home : homes.filter(home -> Files.isReadable(home.resolve("release")))
                    .toList()) {
                Jdk jdk = at(home);
                if (jdk.major >= OLDEST) {
                    byMajor.put(jdk.major, jdk);
                }
            }
        }
        if (byMajor.isEmpty()) {
            throw new IOException(
                    "No JDK " + OLDEST + " or newer under " + INSTALLED + "; name them with -Dbench.jdks=");
        }
        return Stream.of(byMajor.firstEntry().getValue(), byMajor.lastEntry().getValue())
                .distinct()
                .toList();
    }

    public String name() {
        return "JDK " + major;
    }

    public Path java() {
        return home.resolve("bin").resolve("java");
    }
}
