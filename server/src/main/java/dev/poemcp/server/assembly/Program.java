package dev.poemcp.server.assembly;

import dev.poemcp.poe.WebFiles;
import dev.poemcp.poe.web.PublicWebFiles;
import dev.poemcp.server.logging.StderrLogging;
import dev.poemcp.server.policy.Attachments;
import dev.poemcp.server.policy.DefaultFolders;
import dev.poemcp.server.policy.FilePolicy;
import dev.poemcp.server.policy.PointsLedger;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.HomeFolder;
import dev.poemcp.server.settings.HttpSettings;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.SettingsReader;
import dev.poemcp.server.settings.XdgFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What every command starts from: settings read, log set up, the sandbox started where it is wanted. */
public final class Program implements AutoCloseable {
    private final Settings settings;
    private final HttpSettings http;
    private final @Nullable Sandbox sandbox;
    private final Shared shared;
    private final AccountServices assembly;

    /**
     * One for all assemblies: their downloads are bounded together, what an account has spent is not forgotten with the
     * service that spent it, and what is learned about the site is learned once.
     */
    private record Shared(Attachments attachments, PointsLedger points, Lazy<PoeAccess> poe) {}

    private Program(
            Settings settings, HttpSettings http, @Nullable Sandbox sandbox, Shared shared, Runnable forgetSecrets) {
        this.settings = settings;
        this.http = http;
        this.sandbox = sandbox;
        this.shared = shared;
        this.assembly = assemble(settings, forgetSecrets);
    }

    /** {@link #start} with the folders that a server on stdio allows where {@code POE_FILES} does not say. */
    public static Program startForStdio(
            Map<String, String> environment, Map<Setting, String> options, boolean inSandbox) {
        var homes = List.of(HomeFolder.of(environment), Path.of(System.getProperty("user.home")));
        return start(environment, options, inSandbox, DefaultFolders.of(Path.of(""), homes));
    }

    /**
     * @param environment variables of the process
     * @param options what the command line set; wins over the environment
     * @param folders that local attachments may come from where {@code POE_FILES} does not say
     * @throws dev.poemcp.server.settings.InvalidSettingException for a setting that cannot be used
     */
    public static Program start(
            Map<String, String> environment, Map<Setting, String> options, boolean inSandbox, List<Path> folders) {
        var reader = new SettingsReader(environment, options);
        var configured = reader.read();
        StderrLogging.level(configured.logLevel().name());
        var http = reader.readHttp();
        var secrets = new ArrayList<>(configured.credentials().secrets());
        Optional.ofNullable(http.token()).ifPresent(secrets::add);
        configured.proxy().password().ifPresent(secrets::add);
        var forgetSecrets = StderrLogging.hide(secrets);
        reader.warnings().forEach(LoggerFactory.getLogger(Program.class)::warn);

        var points = new PointsLedger();
        var sandbox = inSandbox ? Sandbox.start() : null;
        var settings = sandbox == null ? configured : sandbox.behind(configured);
        var files = new FilePolicy(
                Objects.requireNonNullElse(settings.files(), folders),
                HomeFolder.of(environment),
                CredentialsFile.in(environment).path());
        var web = new Lazy<WebFiles>(() -> new PublicWebFiles(settings.proxy()));
        var learned = inSandbox ? null : XdgFolder.cache(environment).resolve("site.json");
        var poe = new Lazy<>(() -> new PoeAccess(settings.baseUrl(), learned));
        return new Program(
                settings, http, sandbox, new Shared(new Attachments(files, web), points, poe), forgetSecrets);
    }

    private AccountServices assemble(Settings account, Runnable onClose) {
        return new AccountServices(
                account,
                inSandbox(),
                shared.attachments(),
                shared.points(),
                () -> shared.poe().get().open(account),
                onClose);
    }

    /**
     * Everything once more for another account, with nothing in common but the settings and the space for downloads. Its
     * credentials are kept out of the log until it is closed.
     */
    public AccountServices assemblyFor(Credentials credentials) {
        return assemble(settings.with(credentials, settings.baseUrl()), StderrLogging.hide(credentials.secrets()));
    }

    public HttpSettings http() {
        return http;
    }

    public AccountServices assembly() {
        return assembly;
    }

    public Settings settings() {
        return settings;
    }

    public boolean inSandbox() {
        return sandbox != null;
    }

    @Override
    public void close() {
        assembly.close();
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
