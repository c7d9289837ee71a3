package dev.poemcp.server.cli;

import dev.poemcp.server.install.HostInstaller;
import dev.poemcp.server.install.StartCommand;
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

/** Adds this server to hosts. */
@Command(
        name = "install",
        description =
                "Add poe-mcp to the configuration of hosts. Shows each change and asks first. Options of the server,"
                        + " such as --read-only or --sandbox, are written with it; credentials never are.")
final class InstallCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "HOST", description = HostArguments.DESCRIPTION)
    private List<String> names = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec command;

    @Option(names = "--yes", description = "don't ask")
    private boolean yes;

    @Option(names = "--print", description = "only print what to add, and the link that adds it where there is one")
    private boolean print;

    private final CommonOptions common;
    private final Terminal terminal;

    InstallCommand(CommonOptions common, Terminal terminal) {
        this.common = common;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var installer = HostArguments.installer(terminal, yes);
        var start = StartCommand.ofThisProgram(common.arguments());
        Set<String> hosts = HostArguments.resolved(names, Objects.requireNonNull(command));
        if (print) {
            for (String host : hosts.isEmpty() ? HostInstaller.hosts() : hosts) {
                installer.print(host, start);
                terminal.out().println();
            }
            return 0;
        }
        boolean done = true;
        for (String host : HostArguments.orFound(hosts, installer, terminal)) {
            done &= installer.install(host, start);
        }
        return done ? 0 : 1;
    }
}
