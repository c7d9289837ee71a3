package dev.poemcp.server.cli;

import dev.poemcp.poe.text.NearestName;
import dev.poemcp.server.hosts.OperatingSystem;
import dev.poemcp.server.hosts.UserFolders;
import dev.poemcp.server.install.HostInstaller;
import dev.poemcp.server.login.InputLine;
import dev.poemcp.server.settings.HomeFolder;
import dev.poemcp.server.settings.XdgFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the command line of {@code install} and {@code uninstall} has in common. */
final class HostArguments {
    private static final String DESCRIPTION =
            "claude-desktop, claude-code, cursor, vscode, devin, zed, gemini-cli, codex, goose,"
                    + " lm-studio, cline, opencode, kiro or copilot-cli; without one, those that are found on this machine";

    @Parameters(arity = "0..*", paramLabel = "HOST", description = DESCRIPTION)
    private List<String> names = new ArrayList<>();

    @Option(names = "--yes", description = "don't ask")
    private boolean yes;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /**
     * The given hosts, each once, also by their earlier names.
     *
     * @throws ParameterException for an unknown one
     */
    Set<String> given() {
        Set<String> hosts = new LinkedHashSet<>();
        for (String name : names) {
            hosts.add(HostInstaller.host(name)
                    .orElseThrow(() -> new ParameterException(
                            Objects.requireNonNull(command).commandLine(),
                            "There is no host \"" + name + "\"."
                                    + NearestName.of(name, new HashSet<>(HostInstaller.hosts()))
                                            .map(near -> " Did you mean " + near + "?")
                                            .orElse(""))));
        }
        return hosts;
    }

    HostInstaller installer(Terminal terminal) {
        var system = OperatingSystem.of(System.getProperty("os.name"));
        var folders = new UserFolders(system, HomeFolder.of(terminal.environment()), terminal.environment());
        return new HostInstaller(
                folders,
                XdgFolder.state(terminal.environment()).resolve("install.lock"),
                new TerminalUser(terminal, yes));
    }

    /** The given hosts; without any, those on this machine, which are listed. */
    Collection<String> givenOrFound(HostInstaller installer, Terminal terminal) {
        Set<String> given = given();
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
