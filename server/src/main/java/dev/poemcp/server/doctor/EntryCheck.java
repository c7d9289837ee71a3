package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.server.hosts.HostFile;
import dev.poemcp.server.hosts.ServerEntry;
import dev.poemcp.server.hosts.UserFolders;
import dev.poemcp.server.settings.SettingsReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks one entry of poe-mcp in a host's file. */
final class EntryCheck {
    private static final Pattern VARIABLE_NAME = Pattern.compile("POE_\\w{1,60}");

    private final UserFolders folders;
    private final CommandCheck commands;

    EntryCheck(UserFolders folders, CommandCheck commands) {
        this.folders = folders;
        this.commands = commands;
    }

    /** @param file as a user writes it */
    HostReport check(HostFile hostFile, String file, ServerEntry entry) {
        List<EntryProblem> problems = new ArrayList<>();
        String command = entry.command();
        String seen;
        if (command != null) {
            seen = file + " starts " + shown(command, entry);
            problems.addAll(commands.problems(command, entry, file));
        } else if (entry.remote()) {
            seen = file + " connects to poe-mcp by URL";
            problems.add(new EntryProblem(Status.NOT_CHECKED, "which was not checked", null));
        } else if (hostFile.syntax() == HostFile.Syntax.JSON) {
            seen = file + " has poe-mcp";
            problems.add(new EntryProblem(
                    Status.BROKEN, "but no command that starts it", "Add the command to the entry in " + file + "."));
        } else {
            seen = file + " has poe-mcp";
        }
        if (entry.disabled()) {
            problems.add(new EntryProblem(
                    Status.WARNING, "the entry is disabled", "Enable poe-mcp in " + hostFile.product() + "."));
        }
        problems.addAll(credentialProblems(entry, file));
        problems.addAll(variableProblems(entry, file));
        return new HostReport(
                true,
                HostReport.worst(problems.stream().map(EntryProblem::status)),
                Stream.concat(Stream.of(seen), problems.stream().map(EntryProblem::text))
                        .collect(Collectors.joining(", ")),
                problems.stream()
                        .map(EntryProblem::remedy)
                        .flatMap(Stream::ofNullable)
                        .toList());
    }

    /** The command without anything that may be an argument or an assignment, since these may be secrets. */
    private String shown(String command, ServerEntry entry) {
        String program = commands.program(command);
        if (program.contains("=") || program.contains("://")) {
            return "a command that is not shown, since it may contain a secret";
        }
        String jar = entry.jar()
                .map(path -> " (" + DisplayText.of(ServerEntry.fileName(path)) + ")")
                .orElse("");
        String rest = program.equals(command) ? "" : " …";
        return DisplayText.of(folders.shortened(program)) + rest + jar;
    }

    private static List<EntryProblem> credentialProblems(ServerEntry entry, String file) {
        Set<String> exposed = entry.exposedCredentials();
        if (exposed.isEmpty()) {
            return List.of();
        }
        String names = String.join(", ", exposed);
        boolean onlyKey = exposed.equals(Set.of("POE_API_KEY"));
        return List.of(new EntryProblem(
                Status.WARNING,
                "the entry has " + names + " in clear text",
                "Run poe-mcp login" + (onlyKey ? " --api-key" : "")
                        + ", which keeps it in the credentials file instead, and remove " + names + " from " + file
                        + "."));
    }

    private static List<EntryProblem> variableProblems(ServerEntry entry, String file) {
        Map<String, String> settings = new HashMap<>();
        List<EntryProblem> problems = new ArrayList<>();
        for (String name : entry.variables()) {
            if (VARIABLE_NAME.matcher(name).matches()) {
                settings.put(name, "");
            } else if (name.startsWith("POE_") && problems.isEmpty()) {
                // Such a name is usually NAME=value, and the value a secret.
                problems.add(new EntryProblem(
                        Status.WARNING,
                        "the entry sets a variable whose name starts with POE_ but has characters that no name has",
                        "Write name and value of each variable apart in " + file + "."));
            }
        }
        for (String warning : new SettingsReader(settings, Map.of()).warnings()) {
            problems.add(new EntryProblem(
                    Status.WARNING,
                    "the entry sets "
                            + warning.replaceFirst(" is not ", ", which is not ")
                                    .replaceFirst("\\.$", ""),
                    "Correct or remove the name in " + file + "."));
        }
        return problems;
    }
}
