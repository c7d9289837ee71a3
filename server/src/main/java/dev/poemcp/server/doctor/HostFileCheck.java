package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.server.hosts.HostFile;
import dev.poemcp.server.hosts.HostFileReader;
import dev.poemcp.server.hosts.InvalidHostFileException;
import dev.poemcp.server.hosts.JsonEntries;
import dev.poemcp.server.hosts.ServerEntry;
import dev.poemcp.server.hosts.UserFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Checks what one file of a host has of poe-mcp. */
final class HostFileCheck {
    /** Where other hosts have their servers, in case an entry was copied from the wrong manual. */
    private static final List<String> ALL_KEYS = List.of("mcpServers", "servers", "context_servers", "mcp");

    /** Each entry costs several looks at the disk. */
    private static final int MAX_ENTRIES = 100;

    private final UserFolders folders;
    private final HostFileReader reader;
    private final EntryCheck entries;

    HostFileCheck(UserFolders folders, List<Path> pathFolders) {
        this.folders = folders;
        this.reader = new HostFileReader(folders);
        this.entries = new EntryCheck(folders, new CommandCheck(folders, pathFolders));
    }

    /** Empty if there is no such file, or if it has nothing of poe-mcp. */
    List<HostReport> check(HostFile hostFile, Path path) {
        String file = DisplayText.of(folders.shortened(path.toString()));
        return reader.read(path).map(content -> check(hostFile, file, content)).orElse(List.of());
    }

    private List<HostReport> check(HostFile hostFile, String file, HostFileReader.Content content) {
        if (content.problem() != null) {
            return List.of(new HostReport(false, Status.NOT_CHECKED, file + " " + content.problem(), List.of()));
        }
        String text = content.text();
        if (content.utf16()) {
            return ServerEntry.mentions(text)
                    ? List.of(new HostReport(
                            true,
                            Status.BROKEN,
                            hostFile.product() + " cannot read " + file + ": it is saved as UTF-16",
                            List.of("Save " + file + " as UTF-8.")))
                    : List.of();
        }
        return switch (hostFile.syntax()) {
            case JSON -> json(hostFile, file, text);
            case TOML -> entries(hostFile, file, key -> TextEntries.inToml(text, key));
            case YAML -> entries(hostFile, file, key -> TextEntries.inYaml(text, key));
        };
    }

    private List<HostReport> json(HostFile hostFile, String file, String text) {
        JsonEntries json;
        try {
            json = JsonEntries.parse(text);
        } catch (InvalidHostFileException e) {
            return ServerEntry.mentions(text) ? List.of(invalid(hostFile, file, e.line())) : List.of();
        }
        List<HostReport> reports = entries(hostFile, file, json::below);
        return reports.isEmpty() ? misplaced(hostFile, file, json) : reports;
    }

    private static HostReport invalid(HostFile hostFile, String file, int line) {
        String place = line < 1
                ? "it is nested too deeply, or has a name or a number that is too long"
                : "line " + line + " is not valid JSON";
        return new HostReport(
                true,
                Status.BROKEN,
                hostFile.product() + " cannot read " + file + ": " + place,
                List.of("Correct " + file + ", or install poe-mcp in " + hostFile.product() + " again."));
    }

    private static List<HostReport> misplaced(HostFile hostFile, String file, JsonEntries json) {
        return ALL_KEYS.stream()
                .filter(key -> json.below(key).stream().anyMatch(ServerEntry::startsPoeMcp))
                .map(key -> new HostReport(
                        true,
                        Status.WARNING,
                        file + " has poe-mcp below " + key + ", but " + hostFile.product() + " reads "
                                + hostFile.keys().get(0),
                        List.of("Move the entry to " + hostFile.keys().get(0) + " in " + file + ".")))
                .toList();
    }

    private List<HostReport> entries(HostFile hostFile, String file, Function<String, List<ServerEntry>> below) {
        return hostFile.keys().stream()
                .flatMap(key -> below.apply(key).stream())
                .filter(entry -> hostFile.syntax() != HostFile.Syntax.JSON || entry.startsPoeMcp())
                .limit(MAX_ENTRIES)
                .map(entry -> entries.check(hostFile, file, entry))
                .distinct()
                .toList();
    }
}
