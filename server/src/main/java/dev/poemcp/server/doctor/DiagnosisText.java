package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.util.List;

/** Findings as lines for a terminal. */
public final class DiagnosisText {
    private static final int LINK_WIDTH = 22;

    private DiagnosisText() {}

    /** One line, and a second one with the remedy if there is one. */
    public static String of(Finding finding) {
        String label = switch (finding.status()) {
            case OK -> "ok      ";
            case WARNING -> "warning ";
            case BROKEN -> "BROKEN  ";
            case NOT_CHECKED -> "-       ";
        };
        long milliseconds = finding.took().toMillis();
        String line = label + " " + finding.link()
                + " ".repeat(Math.max(1, LINK_WIDTH - finding.link().length())) + finding.seen()
                + (milliseconds == 0 ? "" : " (" + milliseconds + " ms)");
        return finding.remedy() == null ? line : line + "\n" + " ".repeat(9) + "→ " + finding.remedy();
    }

    /** The last line: what is the cause, or that nothing is broken. */
    public static String verdict(List<Finding> findings) {
        long warnings = findings.stream()
                .filter(finding -> finding.status() == Status.WARNING)
                .count();
        String noted = warnings == 0 ? "" : " Warnings: " + warnings + ".";
        return Diagnosis.cause(findings)
                        .map(cause -> "Broken: " + cause.link() + ". " + cause.seen()
                                + (cause.remedy() == null ? "" : " " + cause.remedy()))
                        .orElse("Nothing is broken.")
                + noted;
    }
}
