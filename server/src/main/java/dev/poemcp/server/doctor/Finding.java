package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Result of one check.
 *
 * @param link what was checked, e.g. {@code formkey} or {@code host cursor}
 * @param seen one sentence for a user, without a secret
 * @param took time of the check; zero if it made no request of its own
 * @param remedy what to do; null if nothing is needed
 */
public record Finding(
        String link,
        Status status,
        String seen,
        Duration took,
        @Nullable String remedy) {}
