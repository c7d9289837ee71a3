package dev.poemcp.poe.site.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.diagnosis.LinkCheck;
import dev.poemcp.poe.diagnosis.LinkReport;
import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A site that takes 29 seconds for each answer, by the clock of the diagnosis. */
final class SlowSiteIT {
    private static final long HALF_AN_ANSWER = Duration.ofMillis(14_500).toNanos();

    @Test
    void linksAfterTheLimit_areNotChecked() {
        List<LinkReport> reports = new ArrayList<>();
        var time = new AtomicLong();
        try (var poe = PoeEmulator.start()) {
            var account = new AccountCredentials(
                    new Secret(poe.account().pB()),
                    new Secret(poe.account().pLat()),
                    new Secret(poe.account().formkey()));

            // Each check reads the time twice.
            SiteDiagnosis.run(
                    SiteConfig.of(poe.url(), account),
                    new LinkCheck(reports::add, Duration.ofMinutes(2), () -> time.addAndGet(HALF_AN_ANSWER)));
        }

        List<LinkReport> broken = reports.stream()
                .filter(report -> report.status() == LinkReport.Status.BROKEN)
                .toList();
        assertEquals(1, broken.size(), reports::toString);
        assertEquals("checks", broken.get(0).link());
        assertInstanceOf(PoeFailure.TimedOut.class, broken.get(0).failure());
        assertTrue(reports.contains(notChecked("channel")), reports::toString);
        assertTrue(reports.contains(notChecked("points")), reports::toString);
        assertEquals(
                reports.size(),
                reports.stream().map(LinkReport::link).distinct().count(),
                reports::toString);
    }

    private static LinkReport notChecked(String link) {
        return new LinkReport(link, Status.NOT_CHECKED, "the checks ended early", Duration.ZERO, null);
    }
}
