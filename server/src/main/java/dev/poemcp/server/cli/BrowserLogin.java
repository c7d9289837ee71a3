package dev.poemcp.server.cli;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.assembly.AccountSignIn;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.login.ProfileFolder;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code login} without options: signs in to the account in the user's own browser. */
final class BrowserLogin {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final String PASTE =
            "Run poe-mcp login --paste and copy the cookies p-b and p-lat of poe.com from your browser.";

    private final CommonOptions common;
    private final Terminal terminal;
    private final Termination termination;

    BrowserLogin(CommonOptions common, Terminal terminal, Termination termination) {
        this.common = common;
        this.terminal = terminal;
        this.termination = termination;
    }

    /** @param chosen null: the first browser that is installed */
    int run(@Nullable Path chosen) {
        termination.onRequest(130, Thread.currentThread()::interrupt);
        try (var program = common.start(terminal, List.of())) {
            var signIn = signIn(program, browser(chosen));
            say("Signed in. " + signIn.summary());
            verify(signIn);
            if (program.inSandbox()) {
                boolean unused = ProfileFolder.delete(profile(program));
                say("SANDBOX: the sign-in works; nothing is kept.");
                return 0;
            }
            var file = CredentialsFile.in(terminal.environment());
            signIn.keep(file);
            int changes = signIn.keepKnowledge(Program.siteKnowledge(terminal.environment()));
            say("Kept in " + file.path() + "; " + (changes == 0 ? "nothing" : changes + " details")
                    + " of the site changed. Restart the hosts that use poe-mcp.");
            if (terminal.environment().containsKey(Setting.P_B.variable())) {
                say("POE_P_B is set in the environment and is used instead.");
            }
            return 0;
        }
    }

    private Path browser(@Nullable Path chosen) {
        if (chosen != null) {
            if (!Files.isRegularFile(chosen) || !Files.isExecutable(chosen)) {
                throw new CommandFailedException(
                        chosen + " is not a program that can be run.", "Give the path of the browser itself.", null);
            }
            return chosen.toAbsolutePath();
        }
        return AccountSignIn.installedBrowser(terminal.environment())
                .orElseThrow(() -> new CommandFailedException(
                        "No browser was found (" + AccountSignIn.searchedBrowsers() + ").",
                        "Name one with --browser PATH. Without a browser on this machine: " + PASTE,
                        null));
    }

    private AccountSignIn signIn(Program program, Path browser) {
        say("A window of " + browser.getFileName() + " opens. Sign in to "
                + program.settings().baseUrl().getHost()
                + " there as always; poe-mcp waits up to 15 minutes. It types and presses nothing, and never sees your"
                + " password. Ctrl-C cancels.");
        try {
            return AccountSignIn.run(program, browser, profile(program), LIMIT)
                    .orElseThrow(() -> new CommandFailedException(
                            "No one signed in within 15 minutes.", "Run poe-mcp login again.", null));
        } catch (IOException e) {
            throw new CommandFailedException(
                    String.valueOf(e.getMessage()),
                    "Nothing was changed. Run poe-mcp login again, with --browser PATH for another browser. " + PASTE,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("The sign-in was cancelled.", "Nothing was changed.", e);
        }
    }

    private Path profile(Program program) {
        return program.inSandbox()
                ? AccountSignIn.profile(terminal.environment()).resolveSibling("sandbox-browser")
                : AccountSignIn.profile(terminal.environment());
    }

    private void verify(AccountSignIn signIn) {
        try {
            say("It is the account with the number " + signIn.verify() + ", and it answers without the browser, too.");
        } catch (PoeException e) {
            if (e.failure() instanceof PoeFailure.AuthExpired || e.failure() instanceof PoeFailure.Cancelled) {
                throw new CommandFailedException(
                        e.failure().what(), "Nothing was changed. Run poe-mcp login again.", e);
            }
            if (e.failure() instanceof PoeFailure.Blocked) {
                say("Without the browser, poe.com answers with Cloudflare's page. Set POE_TRANSPORT=browser, so that"
                        + " requests go through this browser profile.");
            } else {
                say("The account could not be read without the browser: "
                        + e.failure().what() + ".");
            }
        }
    }

    private void say(String sentence) {
        terminal.err().println(ReplyFacts.printable(sentence));
    }
}
