package dev.poemcp.server.assembly;

import dev.poemcp.poe.Lazy;
import dev.poemcp.poe.WebFiles;
import dev.poemcp.poe.diagnosis.LinkReport;
import dev.poemcp.poe.web.PublicWebFiles;
import dev.poemcp.server.logging.StderrLogging;
import dev.poemcp.server.policy.files.AttachmentOpener;
import dev.poemcp.server.policy.files.DefaultFolders;
import dev.poemcp.server.policy.files.FilePolicy;
import dev.poemcp.server.policy.points.PointsLedger;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.HomeFolder;
import dev.poemcp.server.settings.HttpSettings;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.SettingsReader;
import dev.poemcp.server.settings.TransportMode;
import dev.poemcp.server.settings.XdgFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Common start of every command: its settings, the log, the sandbox if requested. */
public final class Program implements AutoCloseable {
    private final Settings settings;
    private final HttpSettings http;
    private final @Nullable Sandbox sandbox;
    private final SharedServices shared;
    private final AccountServices services;

    /**
     * Shared by all accounts: one limit for downloads, spending that outlives the services of an account, and what is
     * known about the site.
     */
    private record SharedServices(AttachmentOpener attachments, PointsLedger points, Lazy<PoeClientFactory> poe) {}

    private Program(
            Settings settings,
            HttpSettings http,
            @Nullable Sandbox sandbox,
            SharedServices shared,
            Runnable releaseSecrets) {
        this.settings = settings;
        this.http = http;
        this.sandbox = sandbox;
        this.shared = shared;
        this.services = create(settings, releaseSecrets);
    }

    /**
     * What a program starts from; reading it loads no more than the settings.
     *
     * @param environment variables of the process
     * @param reader knows warnings about settings, for the log
     * @param folders that local attachments may come from
     */
    public record Configuration(
            Map<String, String> environment,
            Settings settings,
            HttpSettings http,
            SettingsReader reader,
            boolean inSandbox,
            List<Path> folders) {
        /**
         * @param options what the command line set; wins over the environment
         * @param folders that local attachments may come from if {@code POE_FILES} is not set
         * @throws InvalidSettingException for a setting that cannot be used
         */
        public static Configuration read(
                Map<String, String> environment, Map<Setting, String> options, boolean inSandbox, List<Path> folders) {
            var reader = new SettingsReader(environment, options);
            var settings = reader.read();
            var http = reader.readHttp();
            if (http.multiUser() && settings.transport() == TransportMode.BROWSER) {
                throw new InvalidSettingException("POE_TRANSPORT=browser (--transport) cannot serve many users, since"
                        + " the browser profile belongs to one account; leave out POE_MULTI_USER (--multi-user).");
            }
            return new Configuration(
                    environment,
                    settings,
                    http,
                    reader,
                    inSandbox,
                    Objects.requireNonNullElse(settings.files(), folders));
        }

        /** {@link #read} with the default folders of a server on stdio. */
        public static Configuration readForStdio(
                Map<String, String> environment, Map<Setting, String> options, boolean inSandbox) {
            var homes = List.of(HomeFolder.of(environment), Path.of(System.getProperty("user.home")));
            return read(environment, options, inSandbox, DefaultFolders.of(Path.of(""), homes));
        }
    }

    /** Sets up the log, and the sandbox if it was asked for. */
    public static Program start(Configuration configuration) {
        var environment = configuration.environment();
        var configured = configuration.settings();
        var http = configuration.http();
        StderrLogging.level(configured.logLevel().name());
        var secrets = new ArrayList<>(configured.credentials().secrets());
        Optional.ofNullable(http.token()).ifPresent(secrets::add);
        configured.proxy().password().ifPresent(secrets::add);
        var releaseSecrets = StderrLogging.hide(secrets);
        configuration.reader().warnings().forEach(LoggerFactory.getLogger(Program.class)::warn);

        var points = new PointsLedger();
        var sandbox = configuration.inSandbox() ? Sandbox.start() : null;
        var settings = sandbox == null ? configured : sandbox.applyTo(configured);
        var files = new FilePolicy(
                configuration.folders(),
                HomeFolder.of(environment),
                CredentialsFile.in(environment).path(),
                settings.archive());
        var web = new Lazy<WebFiles>(() -> new PublicWebFiles(settings.proxy()));
        var siteCache = sandbox != null ? null : siteKnowledge(environment);
        var conversations = sandbox != null || !settings.keepConversations()
                ? null
                : XdgFolder.state(environment).resolve("conversations");
        var poe = new Lazy<>(() -> new PoeClientFactory(settings.baseUrl(), siteCache, conversations, environment));
        return new Program(
                settings,
                http,
                sandbox,
                new SharedServices(new AttachmentOpener(files, web), points, poe),
                releaseSecrets);
    }

    /** The file of what is known about the site, shared by all processes of the user. */
    public static Path siteKnowledge(Map<String, String> environment) {
        return XdgFolder.cache(environment).resolve("site.json");
    }

    private AccountServices create(Settings account, Runnable onClose) {
        return new AccountServices(
                account,
                inSandbox(),
                shared.attachments(),
                shared.points(),
                () -> shared.poe().get().open(account),
                onClose);
    }

    /**
     * The services of another account, with the same settings. Its credentials are masked in the log until they are
     * closed.
     */
    public AccountServices servicesFor(Credentials credentials) {
        return create(settings.with(credentials), StderrLogging.hide(credentials.secrets()));
    }

    /** Checks the way to Poe link by link, with reads only. */
    public void diagnose(Consumer<LinkReport> reports) {
        shared.poe().get().diagnose(settings, reports);
    }

    /** What is known about the site, a fact a line. */
    public List<String> siteKnowledge() {
        return shared.poe().get().knowledge();
    }

    public HttpSettings http() {
        return http;
    }

    public AccountServices services() {
        return services;
    }

    public Settings settings() {
        return settings;
    }

    public boolean inSandbox() {
        return sandbox != null;
    }

    @Override
    public void close() {
        services.close();
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
