package dev.poemcp.server;

import dev.poemcp.server.guard.PointsLedger;
import dev.poemcp.server.logging.StderrLogging;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.HttpSettings;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What every command starts from: settings read, log set up, the sandbox started where it is wanted. */
public final class Program implements AutoCloseable {
    private final Settings settings;
    private final HttpSettings http;
    private final @Nullable Sandbox sandbox;
    private final Function<Settings, Assembly> assemble;
    private final Assembly assembly;

    private Program(
            Settings settings, HttpSettings http, @Nullable Sandbox sandbox, Function<Settings, Assembly> assemble) {
        this.settings = settings;
        this.http = http;
        this.sandbox = sandbox;
        this.assemble = assemble;
        this.assembly = assemble.apply(settings);
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
        StderrLogging.hide(Stream.of(
                        configured.credentials().pB(),
                        configured.credentials().pLat(),
                        configured.credentials().formkey(),
                        reader.readHttp().token())
                .filter(Objects::nonNull)
                .toList());
        reader.warnings().forEach(LoggerFactory.getLogger(Program.class)::warn);

        // One for all assemblies: what an account has spent is not forgotten with the service that spent it.
        var points = new PointsLedger();
        var sandbox = inSandbox ? Sandbox.start() : null;
        var settings = sandbox == null ? configured : sandbox.behind(configured);
        return new Program(
                settings,
                reader.readHttp(),
                sandbox,
                each -> new Assembly(
                        each,
                        inSandbox,
                        Objects.requireNonNullElse(each.files(), folders),
                        points,
                        () -> PoeAccess.open(each, environment)));
    }

    /** Everything once more for another account, with nothing in common but the settings. */
    public Assembly assemblyFor(Credentials credentials) {
        return assemble.apply(settings.with(credentials, settings.baseUrl()));
    }

    public HttpSettings http() {
        return http;
    }

    public Assembly assembly() {
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
