package dev.poemcp.server;

import dev.poemcp.server.logging.StderrLogging;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What every command starts from: settings read, log set up, the sandbox started where it is wanted. */
public final class Program implements AutoCloseable {
    private final Settings settings;
    private final @Nullable Sandbox sandbox;
    private final Assembly assembly;

    private Program(Settings settings, @Nullable Sandbox sandbox, Assembly assembly) {
        this.settings = settings;
        this.sandbox = sandbox;
        this.assembly = assembly;
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
                        configured.credentials().formkey())
                .filter(Objects::nonNull)
                .toList());
        reader.warnings().forEach(LoggerFactory.getLogger(Program.class)::warn);

        var sandbox = inSandbox ? Sandbox.start() : null;
        var settings = sandbox == null ? configured : sandbox.behind(configured);
        return new Program(
                settings,
                sandbox,
                new Assembly(
                        settings,
                        inSandbox,
                        Objects.requireNonNullElse(settings.files(), folders),
                        () -> PoeAccess.open(settings, environment)));
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
