package dev.poemcp.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes this server from hosts. */
@Command(
        name = "uninstall",
        description = "Remove poe-mcp from the configuration of hosts. Shows each change and asks first.")
final class UninstallCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "HOST", description = HostArguments.DESCRIPTION)
    private List<String> names = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec command;

    @Option(names = "--yes", description = "don't ask")
    private boolean yes;

    private final Terminal terminal;

    UninstallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var installer = HostArguments.installer(terminal, yes);
        Set<String> hosts = HostArguments.resolved(names, Objects.requireNonNull(command));
        boolean done = true;
        for (String host : HostArguments.orFound(hosts, installer, terminal)) {
            done &= installer.uninstall(host);
        }
        return done ? 0 : 1;
    }
}
