package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport;
import dev.poemcp.server.settings.HomeFolder;
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

/** Runs all checks in order and passes each finding on at once. */
public final class Doctor {
    private final Map<String, String> environment;
    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Finding> listener;

    /**
     * @param environment variables of the process
     * @param listener gets each finding as soon as it is known
     */
    public Doctor(Map<String, String> environment, Consumer<Finding> listener) {
        this.environment = Map.copyOf(environment);
        this.listener = listener;
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
        LocalChecks.configuration(settings, warnings).forEach(this::add);
        if (!settings.credentials().hasAccount()) {
            add(LocalChecks.notConfigured("sign_in", "no account is configured; poe-mcp login signs in"));
        }
        way.accept(report -> add(Remedies.finding(report)));
        if (!settings.credentials().hasApiKey()) {
            add(LocalChecks.notConfigured("api_key", "no key of the official API is configured"));
        }
        checkMachine();
    }

    private void checkMachine() {
        // The settings of this version have none.
        add(LocalChecks.notConfigured("archive", "this version keeps no archive of chats"));
        hosts().run().forEach(this::add);
        add(LocalChecks.browser(environment));
        add(LocalChecks.java());
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
        findings.add(finding);
        listener.accept(finding);
    }

    /** Everything found so far, in order. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
