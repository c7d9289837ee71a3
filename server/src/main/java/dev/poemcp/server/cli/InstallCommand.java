package dev.poemcp.server.cli;

import dev.poemcp.server.install.HostInstaller;
import dev.poemcp.server.install.StartCommand;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds this server to hosts. */
@Command(
        name = "install",
        description =
                "Add poe-mcp to the configuration of hosts. Shows each change and asks first. Options of the server,"
                        + " such as --read-only or --sandbox, are written with it; credentials never are.")
final class InstallCommand implements Callable<Integer> {
    @Mixin
    private final HostArguments hosts = new HostArguments();

    @Option(names = "--print", description = "only print what to add, and the link that adds it where there is one")
    private boolean print;

    private final CommonOptions common;
    private final Terminal terminal;

    InstallCommand(CommonOptions common, Terminal terminal) {
        this.common = common;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        common.check(terminal);
        var installer = hosts.installer(terminal);
        var start = StartCommand.ofThisProgram(common.arguments());
        if (print) {
            Set<String> given = hosts.given();
            for (String host : given.isEmpty() ? HostInstaller.hosts() : given) {
                installer.print(host, start);
                terminal.out().println();
            }
            return 0;
        }
        if (StartCommand.isTemporary()) {
            throw new CommandFailedException(
                    "This program is in the folder of a package runner such as npx, which clears it, so a host would not find"
                            + " it for long.",
                    "Run npm install -g poe-mcp, then poe-mcp install. For a host that finds npx, poe-mcp install --print"
                            + " shows what to add.",
                    null);
        }
        boolean done = true;
        for (String host : hosts.givenOrFound(installer, terminal)) {
            done &= installer.install(host, start);
        }
        return done ? 0 : 1;
    }
}
