package dev.poemcp.server.doctor;

import dev.poemcp.server.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The file of {@code doctor --report}: findings, which settings are set (never their values), site knowledge. */
final class DiagnosisReport {
    private DiagnosisReport() {}

    /**
     * @param environment variables of the process
     * @param knowledge about the site, a fact a line
     * @param time when the checks ended
     */
    static String text(
            List<Finding> findings,
            Map<String, String> environment,
            List<String> knowledge,
            String version,
            String time) {
        return String.join(
                "\n",
                "poe-mcp " + version + ", " + time,
                "This file has no credential, message or name of yours.",
                "",
                "# Checks",
                findings.stream().map(DiagnosisText::of).collect(Collectors.joining("\n")),
                "",
                DiagnosisText.verdict(findings),
                "",
                "# Settings in the environment (names only)",
                Arrays.stream(Setting.values())
                        .map(Setting::variable)
                        .filter(environment::containsKey)
                        .collect(Collectors.joining(", ")),
                "",
                "# Site knowledge",
                String.join("\n", knowledge),
                "");
    }
}
