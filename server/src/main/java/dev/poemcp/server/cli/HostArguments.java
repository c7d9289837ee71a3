package dev.poemcp.server.cli;

import dev.poemcp.poe.text.NearestName;
import dev.poemcp.server.hosts.OperatingSystem;
import dev.poemcp.server.hosts.UserFolders;
import dev.poemcp.server.install.HostInstaller;
import dev.poemcp.server.login.InputLine;
import dev.poemcp.server.settings.HomeFolder;
import dev.poemcp.server.settings.XdgFolder;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code install} and {@code uninstall} have in common. */
final class HostArguments {
    static final String DESCRIPTION =
            "claude-desktop, claude-code, cursor, vscode, devin, zed, gemini-cli, codex, goose,"
                    + " lm-studio, cline, opencode, kiro or copilot-cli; without one, those that are found on this machine";

    private HostArguments() {}

    /**
     * The given hosts, each once, also by their earlier names.
     *
     * @throws ParameterException for an unknown one
     */
    static Set<String> resolved(List<String> names, CommandSpec command) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String name : names) {
            hosts.add(HostInstaller.host(name)
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(),
                            "There is no host \"" + name + "\"."
                                    + NearestName.of(name, new HashSet<>(HostInstaller.hosts()))
                                            .map(near -> " Did you mean " + near + "?")
                                            .orElse(""))));
        }
        return hosts;
    }

    static HostInstaller installer(Terminal terminal, boolean yes) {
        var system = OperatingSystem.of(System.getProperty("os.name"));
        var folders = new UserFolders(system, HomeFolder.of(terminal.environment()), terminal.environment());
        return new HostInstaller(
                folders,
                XdgFolder.state(terminal.environment()).resolve("install.lock"),
                new TerminalUser(terminal, yes));
    }

    /** The given hosts; without any, those on this machine, which are listed. */
    static Collection<String> orFound(Set<String> given, HostInstaller installer, Terminal terminal) {
        if (!given.isEmpty()) {
            return given;
        }
        List<String> found = installer.found();
        if (found.isEmpty()) {
            throw new CommandFailedException(
                    "No host that poe-mcp knows was found on this machine.",
                    "poe-mcp install --print shows what to add to which file.",
                    null);
        }
        terminal.out().println("Found: " + String.join(", ", found) + ".");
        return found;
    }

    /** The user at the terminal. */
    private record TerminalUser(Terminal terminal, boolean yes) implements HostInstaller.User {
        @Override
        public void show(String line) {
            terminal.out().println(terminal.shown(line));
        }

        @Override
        public boolean confirm(String question) {
            if (yes) {
                return true;
            }
            terminal.err().print(question + " [y/N] ");
            terminal.err().flush();
            try {
                String answer = InputLine.read(terminal.in());
                if (answer == null) {
                    terminal.err().println("No answer; --yes changes it without asking.");
                }
                return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
            } catch (IOException e) {
                return false;
            }
        }
    }
}
