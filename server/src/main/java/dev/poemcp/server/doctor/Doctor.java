package dev.poemcp.server.doctor;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.diagnosis.LinkReport;
import dev.poemcp.server.settings.HomeFolder;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Settings;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs all checks in order and passes each finding on at once. */
public final class Doctor {
    private final Map<String, String> environment;
    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Finding> listener;
    private final Privacy privacy;
    private @Nullable Path archive;

    /**
     * @param environment variables of the process
     * @param listener gets each finding as soon as it is known
     */
    public Doctor(Map<String, String> environment, Consumer<Finding> listener) {
        this.environment = Map.copyOf(environment);
        this.listener = listener;
        this.privacy = new Privacy(HomeFolder.of(environment));
        privacy.hide(Arrays.stream(Setting.values())
                .filter(Setting::secret)
                .map(setting -> new Secret(environment.getOrDefault(setting.variable(), "")))
                .toList());
    }

    /** Reports a setting that cannot be used, so that only this machine can be checked. */
    public void invalidSetting(String problem) {
        add(LocalChecks.invalid(problem));
        checkMachine();
    }

    /**
     * Checks everything.
     *
     * @param warnings about settings that are ignored
     * @param way to Poe: reports each link
     */
    public void check(Settings settings, List<String> warnings, Consumer<Consumer<LinkReport>> way) {
        privacy.hide(settings.credentials().secrets());
        privacy.hide(settings.proxy().password().stream().toList());
        archive = settings.archive();
        LocalChecks.configuration(settings, warnings).forEach(this::add);
        if (!settings.credentials().hasAccount()) {
            add(LocalChecks.notConfigured("sign_in", "no account is configured; poe-mcp login signs in"));
        }
        guarded(() -> way.accept(report -> add(Remedies.finding(report))));
        if (!settings.credentials().hasApiKey()) {
            add(LocalChecks.notConfigured("api_key", "no key of the official API is configured"));
        }
        checkMachine();
    }

    private void checkMachine() {
        guarded(() -> add(LocalChecks.archive(archive)));
        guarded(() -> hosts().run().forEach(this::add));
        guarded(() -> add(LocalChecks.browser(environment)));
        add(LocalChecks.java());
    }

    /** A defect of one check must not hide what the others find; its message may have private text. */
    private void guarded(Runnable check) {
        if (Thread.currentThread().isInterrupted()) {
            // The user has stopped the program.
            return;
        }
        try {
            check.run();
        } catch (RuntimeException failed) {
            add(LocalChecks.failed(failed));
        }
    }

    private HostChecks hosts() {
        List<Path> folders = Arrays.stream(
                        environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isBlank())
                .flatMap(Doctor::path)
                .toList();
        return new HostChecks(environment, HomeFolder.of(environment), System.getProperty("os.name"), folders);
    }

    private static Stream<Path> path(String folder) {
        try {
            return Stream.of(Path.of(folder));
        } catch (InvalidPathException odd) {
            // No folder of this name can exist.
            return Stream.empty();
        }
    }

    private void add(Finding finding) {
        Finding shown = new Finding(
                finding.link(),
                finding.status(),
                shown(finding.seen()),
                finding.took(),
                finding.remedy() == null ? null : shown(finding.remedy()));
        findings.add(shown);
        listener.accept(shown);
    }

    /** Cleaned before it is cut, so that no part of a secret is left. */
    private String shown(String text) {
        return DisplayText.sentence(privacy.clean(text));
    }

    /**
     * The file of {@code --report}.
     *
     * @param knowledge about the site, a fact a line
     * @param time when the checks ended
     */
    public String report(List<String> knowledge, String version, String time) {
        return privacy.clean(DiagnosisReport.text(findings, environment, knowledge, version, time));
    }

    /** Everything found so far, in order. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
