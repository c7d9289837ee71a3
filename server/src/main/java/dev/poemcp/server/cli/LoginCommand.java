package dev.poemcp.server.cli;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.api.ApiConfig;
import dev.poemcp.poe.api.OAuthClient;
import dev.poemcp.poe.api.WhoAmI;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.login.Browser;
import dev.poemcp.server.login.HiddenInput;
import dev.poemcp.server.login.KeySignIn;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.InvalidSettingException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gets credentials and keeps them in the credentials file. */
@Command(
        name = "login",
        description = "Sign in and keep the credentials in the credentials file (readable by you alone).")
final class LoginCommand implements Callable<Integer> {
    private static final Duration SIGN_IN_LIMIT = Duration.ofMinutes(10);

    @Option(names = "--api-key", description = "a key for Poe's official API, through the browser")
    private boolean apiKey;

    @Option(
            names = "--paste",
            description = "type or paste instead, without echo: with --api-key a key, else a key or the cookies")
    private boolean paste;

    @Option(names = "--browser", paramLabel = "PATH", description = "the browser to sign in with")
    private @Nullable Path browser;

    private final CommonOptions common;
    private final Terminal terminal;
    private final Termination termination;

    LoginCommand(CommonOptions common, Terminal terminal, Termination termination) {
        this.common = common;
        this.terminal = terminal;
        this.termination = termination;
    }

    @Override
    public Integer call() {
        if (!apiKey && !paste) {
            return new BrowserLogin(common, terminal, termination).run(browser);
        }
        if (browser != null) {
            terminal.err().println("poe-mcp: --browser is for the sign-in with the account's cookies only.");
            return 2;
        }
        // A read of stdin cannot be interrupted, and while the user types there is nothing to finish.
        termination.onRequest(130, paste ? termination::done : Thread.currentThread()::interrupt);
        try (var program = common.start(terminal, List.of())) {
            Map<String, String> credentials =
                    paste ? pasted(program) : Map.of("api_key", signIn(program).reveal());
            if (credentials.isEmpty()) {
                terminal.err().println("poe-mcp: Nothing was given, so nothing was changed.");
                return 1;
            }
            if (program.inSandbox()) {
                terminal.err().println("SANDBOX: the sign-in works; nothing is kept.");
                return 0;
            }
            var file = CredentialsFile.in(terminal.environment());
            file.write(credentials);
            terminal.err().println("Kept in " + file.path() + ". Restart the hosts that use poe-mcp.");
            return 0;
        }
    }

    private Secret signIn(Program program) {
        var settings = program.settings();
        String clientId = program.inSandbox() ? "sandbox" : settings.oauthClientId();
        if (clientId == null) {
            throw new InvalidSettingException("The sign-in through the browser needs a client id: register one at"
                    + " poe.com/api/clients and set POE_OAUTH_CLIENT_ID, or make a key at poe.com/api/keys and use"
                    + " login --api-key --paste.");
        }
        var api = ApiConfig.of(settings.apiBaseUrl(), null).withProxy(settings.proxy());
        var signIn = new KeySignIn(
                callback -> new OAuthClient(api, settings.baseUrl(), clientId, callback, Clock.systemUTC()),
                Browser::open,
                SIGN_IN_LIMIT);
        OAuthClient.IssuedKey issued;
        try {
            issued = signIn.run(terminal.in(), terminal.err());
        } catch (PoeException e) {
            throw new CommandFailedException(
                    e.failure().what(),
                    "Run poe-mcp login --api-key again, or make a key at poe.com/api/keys and use login --api-key"
                            + " --paste.",
                    e);
        }
        issued.expires().ifPresent(time -> terminal.err().println("The key expires at " + time + "."));
        verify(program, issued.key());
        return issued.key();
    }

    private Map<String, String> pasted(Program program) {
        var input = new HiddenInput(terminal.in(), terminal.err(), terminal.interactive());
        Map<String, String> credentials = new LinkedHashMap<>();
        put(credentials, "api_key", input.ask("API key from poe.com/api/keys" + (apiKey ? "" : " (empty: none)")));
        if (!apiKey) {
            put(credentials, "p_b", input.ask("Cookie p-b of poe.com (empty: none)"));
            if (credentials.containsKey("p_b")) {
                put(credentials, "p_lat", input.ask("Cookie p-lat (empty: none)"));
            }
        }
        if (credentials.containsKey("api_key")) {
            verify(program, new Secret(credentials.get("api_key")));
        }
        return credentials;
    }

    private static void put(Map<String, String> credentials, String name, String value) {
        if (value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new InvalidSettingException(
                    "The value contains a character that no credential of Poe has; copy the value alone.");
        }
        if (!value.isEmpty()) {
            credentials.put(name, value);
        }
    }

    /** Says whose key it is; a key that Poe refuses is not kept. */
    private void verify(Program program, Secret key) {
        var settings = program.settings();
        try {
            var user = WhoAmI.ask(ApiConfig.of(settings.apiBaseUrl(), key).withProxy(settings.proxy()));
            terminal.err().println("The key belongs to @" + ReplyFacts.printable(user.handle()) + ".");
        } catch (PoeException e) {
            if (e.failure() instanceof PoeFailure.AuthExpired || e.failure() instanceof PoeFailure.Cancelled) {
                throw new CommandFailedException(
                        e.failure().what(), "Nothing was kept; run poe-mcp login again with another key.", e);
            }
            terminal.err().println("The key could not be checked: " + e.getMessage());
        }
    }
}
