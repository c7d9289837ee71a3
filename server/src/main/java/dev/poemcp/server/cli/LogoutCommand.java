package dev.poemcp.server.cli;

import dev.poemcp.server.assembly.AccountSignIn;
import dev.poemcp.server.login.ProfileFolder;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.Setting;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Forgets what {@code login} has kept. */
@Command(name = "logout", description = "Remove the credentials file and the browser profile of login.")
final class LogoutCommand implements Callable<Integer> {
    private final CommonOptions common;
    private final Terminal terminal;

    LogoutCommand(CommonOptions common, Terminal terminal) {
        this.common = common;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (common.sandbox()) {
            terminal.err().println("SANDBOX: nothing is kept, so nothing was removed.");
            return 0;
        }
        var file = CredentialsFile.in(terminal.environment());
        terminal.err().println(file.delete() ? "Removed " + file.path() + "." : "There is no " + file.path() + ".");
        var profile = AccountSignIn.profile(terminal.environment());
        if (ProfileFolder.delete(profile)) {
            terminal.err().println("Removed " + profile + ", the browser's profile.");
        }
        Stream.of(Setting.API_KEY, Setting.P_B)
                .map(Setting::variable)
                .filter(terminal.environment()::containsKey)
                .forEach(name -> terminal.err().println(name + " is still set in the environment."));
        terminal.err().println("At Poe the sign-in stays valid: revoke keys at poe.com/api/keys.");
        return 0;
    }
}
