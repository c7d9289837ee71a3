package dev.poemcp.server.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All findings, as {@code doctor --json} prints them.
 *
 * @param ok whether nothing is broken
 * @param cause the first broken link, on which others may depend; null if nothing is broken
 */
public record Diagnosis(boolean ok, @Nullable String cause, boolean sandbox, String version, List<Check> checks) {
    public Diagnosis {
        checks = List.copyOf(checks);
    }

    /**
     * One finding.
     *
     * @param status {@code ok}, {@code warning}, {@code broken} or {@code not_checked}
     * @param milliseconds 0 if the check made no request of its own
     */
    public record Check(
            String link,
            String status,
            String seen,
            long milliseconds,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String remedy) {}

    /** @param findings in the order of the checks */
    public static Diagnosis of(List<Finding> findings, boolean sandbox, String version) {
        String cause = cause(findings).map(Finding::link).orElse(null);
        return new Diagnosis(
                cause == null,
                cause,
                sandbox,
                version,
                findings.stream().map(Diagnosis::check).toList());
    }

    /** The first broken link. */
    public static Optional<Finding> cause(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.status() == Status.BROKEN)
                .findFirst();
    }

    private static Check check(Finding finding) {
        return new Check(
                finding.link(),
                finding.status().name().toLowerCase(Locale.ROOT),
                finding.seen(),
                finding.took().toMillis(),
                finding.remedy());
    }
}
