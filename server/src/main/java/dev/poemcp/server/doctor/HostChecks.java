package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.server.hosts.HostFile;
import dev.poemcp.server.hosts.OperatingSystem;
import dev.poemcp.server.hosts.UserFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the user's own configuration files of all hosts for poe-mcp: whether it is there, and whether the host can
 * start it. Only reads, within limits. Findings contain no values of variables, headers or arguments.
 */
public final class HostChecks {
    /** A broken or hostile file may have thousands of entries. */
    private static final int MAX_SHOWN = 5;

    private final UserFolders folders;
    private final HostFileCheck files;

    /**
     * @param environment variables of the process
     * @param osName as in Java's {@code os.name}
     * @param pathFolders the folders of {@code PATH}
     */
    public HostChecks(Map<String, String> environment, Path home, String osName, List<Path> pathFolders) {
        this.folders = new UserFolders(OperatingSystem.of(osName), home, environment);
        this.files = new HostFileCheck(folders, pathFolders);
    }

    /**
     * One finding for each host that has poe-mcp, or whose file could not be read; one more, {@code hosts}, if none has
     * it, or if files are on the network.
     */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        boolean found = false;
        long start = System.nanoTime();
        for (Map.Entry<String, List<HostFile>> host : filesByHost().entrySet()) {
            long hostStart = System.nanoTime();
            Set<HostReport> reports = reports(host.getValue());
            if (!reports.isEmpty()) {
                found |= reports.stream().anyMatch(HostReport::hasPoeMcp);
                findings.add(finding(host.getKey(), reports, since(hostStart)));
            }
        }
        List<String> sentences = new ArrayList<>();
        if (!found) {
            sentences.add("No host that poe-mcp knows is set up to start it.");
        }
        String unread = productsOnNetwork();
        if (!unread.isEmpty()) {
            sentences.add("These hosts have files in a network folder, which were not read: " + unread + ".");
        }
        if (!sentences.isEmpty()) {
            findings.add(new Finding("hosts", Status.NOT_CHECKED, String.join(" ", sentences), since(start), null));
        }
        return findings;
    }

    private static Map<String, List<HostFile>> filesByHost() {
        return Arrays.stream(HostFile.values())
                .collect(Collectors.groupingBy(HostFile::host, LinkedHashMap::new, Collectors.toList()));
    }

    private Set<HostReport> reports(List<HostFile> hostFiles) {
        Set<HostReport> reports = new LinkedHashSet<>();
        Set<Path> checked = new LinkedHashSet<>();
        for (HostFile file : hostFiles) {
            for (Path path : file.paths(folders)) {
                if (checked.add(path)) {
                    reports.addAll(files.check(file, path));
                }
            }
        }
        return reports;
    }

    private static Finding finding(String host, Set<HostReport> reports, Duration took) {
        List<String> seen = reports.stream().map(HostReport::seen).distinct().toList();
        List<String> remedies = reports.stream()
                .flatMap(report -> report.remedies().stream())
                .distinct()
                .limit(MAX_SHOWN)
                .toList();
        return new Finding(
                "host " + host,
                HostReport.worst(reports.stream().map(HostReport::status)),
                seen.stream().limit(MAX_SHOWN).collect(Collectors.joining("; "))
                        + (seen.size() > MAX_SHOWN ? "; and others" : ""),
                took,
                remedies.isEmpty() ? null : String.join(" ", remedies));
    }

    private String productsOnNetwork() {
        return Arrays.stream(HostFile.values())
                .filter(file -> {
                    String location = file.location(folders.system());
                    return location != null && folders.isNetwork(location);
                })
                .map(HostFile::product)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
