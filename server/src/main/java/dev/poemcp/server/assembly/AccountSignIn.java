package dev.poemcp.server.assembly;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.browser.BrowserProgram;
import dev.poemcp.poe.browser.login.LoginBrowser;
import dev.poemcp.poe.browser.login.SignedIn;
import dev.poemcp.poe.site.negotiation.KnowledgeFile;
import dev.poemcp.poe.site.negotiation.KnowledgeSource;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.settings.StoredBrowser;
import dev.poemcp.server.settings.XdgFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The account's sign-in in the user's own browser, and what it leaves: credentials, site knowledge, browser profile. */
public final class AccountSignIn {
    private final Program program;
    private final SignedIn result;

    private AccountSignIn(Program program, SignedIn result) {
        this.program = program;
        this.result = result;
    }

    /** The folder of the browser's profile. */
    public static Path profile(Map<String, String> environment) {
        return XdgFolder.state(environment).resolve("browser");
    }

    /** An installed browser; empty if there is none. */
    public static Optional<Path> installedBrowser(Map<String, String> environment) {
        return BrowserProgram.find(environment, System.getProperty("os.name", ""));
    }

    /** What {@link #installedBrowser} looks for. */
    public static String searchedBrowsers() {
        return BrowserProgram.searched(System.getProperty("os.name", ""));
    }

    /**
     * Opens the browser and waits for the user.
     *
     * @param profile folder of the browser's profile
     * @return empty if the time is up
     * @throws IOException if the browser cannot be used, with a sentence for the user
     */
    public static Optional<AccountSignIn> run(Program program, Path browser, Path profile, Duration limit)
            throws IOException, InterruptedException {
        var settings = program.settings();
        try {
            return new LoginBrowser(settings.baseUrl(), settings.siteProfile(), profile, browser)
                    .signIn(limit)
                    .map(signedIn -> new AccountSignIn(program, signedIn));
        } catch (ProfileException invalid) {
            throw new InvalidSettingException(String.valueOf(invalid.getMessage()));
        }
    }

    private Credentials credentials() {
        var account = result.account();
        return new Credentials(
                account.pB(),
                account.pLat(),
                account.formkey(),
                null,
                new StoredBrowser(account.browser().headers(), account.browser().cookies()));
    }

    /** Keeps the account's cookies, and what belongs to them. */
    public void keep(CredentialsFile file) {
        var account = result.account();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("p_b", account.pB().reveal());
        Optional.ofNullable(account.pLat()).map(Secret::reveal).ifPresent(value -> values.put("p_lat", value));
        Optional.ofNullable(account.formkey()).map(Secret::reveal).ifPresent(value -> values.put("formkey", value));
        file.write(values, credentials().browser());
    }

    /**
     * Keeps what the browser showed of the site.
     *
     * @return how many details differ from what was known
     */
    public int keepKnowledge(Path file) {
        var site = program.settings().baseUrl();
        return SiteKnowledge.inFile(new KnowledgeFile(file, site), Clock.systemUTC())
                .learn(result.site(), KnowledgeSource.BROWSER)
                .size();
    }

    /** One sentence, without secrets. */
    public String summary() {
        var site = result.site();
        return "Learned " + site.queries().size() + " queries"
                + (site.queries().isEmpty()
                        ? ""
                        : " ("
                                + site.queries().keySet().stream()
                                        .map(Operation::key)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + ")")
                + ", " + site.subscriptions().size() + " subscriptions"
                + (site.gate() == null ? "" : ", the signature")
                + (result.account().formkey() == null ? "" : " and the formkey") + ".";
    }

    /**
     * Reads the account's settings without the browser, as a server will.
     *
     * @return the account's number
     * @throws PoeException if that fails
     */
    public long verify() {
        try (var services = program.servicesFor(credentials())) {
            return services.poe().account().settings().userId();
        }
    }
}
