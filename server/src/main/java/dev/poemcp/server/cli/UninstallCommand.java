package dev.poemcp.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes this server from hosts. */
@Command(
        name = "uninstall",
        description = "Remove poe-mcp from the configuration of hosts. Shows each change and asks first.")
final class UninstallCommand implements Callable<Integer> {
    @Mixin
    private final HostArguments hosts = new HostArguments();

    private final Terminal terminal;

    UninstallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var installer = hosts.installer(terminal);
        boolean done = true;
        for (String host : hosts.givenOrFound(installer, terminal)) {
            done &= installer.uninstall(host);
        }
        return done ? 0 : 1;
    }
}
