package dev.poemcp.poe.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LinkCheckTest {
    private static final List<String> LINKS = List.of("first", "second", "third");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<LinkReport> reports = new ArrayList<>();
    private final AtomicLong time = new AtomicLong();

    private static String hang(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            interrupted.countDown();
        }
        return "";
    }

    private List<String> shown() {
        return reports.stream()
                .map(report -> report.link() + " " + report.status())
                .toList();
    }

    @Test
    void exceptionOfACheck_isReportedWithoutItsMessage() {
        var links = new LinkCheck(reports::add, LIMIT);

        links.run(LINKS, () -> {
            links.check(
                    "first",
                    () -> {
                        throw new IllegalStateException("planted");
                    },
                    unused -> "");
            links.check("second", () -> 1, unused -> "read");
        });

        assertEquals(List.of("first BROKEN", "second OK"), shown());
        assertEquals(
                "This check failed in poe-mcp itself (IllegalStateException).",
                reports.get(0).seen());
    }

    @Test
    void exceptionBetweenChecks_leavesTheRestUnchecked() {
        var links = new LinkCheck(reports::add, LIMIT);

        links.run(LINKS, () -> {
            links.check("first", () -> 1, unused -> "read");
            throw new IllegalStateException("planted");
        });

        assertEquals(List.of("first OK", "checks BROKEN", "second NOT_CHECKED", "third NOT_CHECKED"), shown());
    }

    @Test
    void linksAfterTheLimit_areNotChecked() {
        var links = new LinkCheck(reports::add, LIMIT, time::get);

        links.run(
                LINKS,
                () -> LINKS.forEach(
                        link -> links.check(link, () -> time.addAndGet(LIMIT.toNanos() / 2), unused -> "read")));

        assertEquals(List.of("first OK", "second OK", "checks BROKEN", "third NOT_CHECKED"), shown());
        assertInstanceOf(PoeFailure.TimedOut.class, reports.get(2).failure());
    }

    @Test
    void checkThatHangs_isStoppedAtTheLimit() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        var links = new LinkCheck(reports::add, Duration.ofMillis(100));

        links.run(LINKS, () -> links.check("first", () -> hang(interrupted), unused -> ""));

        assertEquals(List.of("checks BROKEN", "first NOT_CHECKED", "second NOT_CHECKED", "third NOT_CHECKED"), shown());
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }

    @Test
    void interruptOfTheCaller_endsTheChecks() {
        var interrupted = new CountDownLatch(1);
        var links = new LinkCheck(reports::add, LIMIT);

        Thread.currentThread().interrupt();
        links.run(LINKS, () -> links.check("first", () -> hang(interrupted), unused -> ""));

        assertTrue(Thread.interrupted(), "the caller still knows of it");
        assertInstanceOf(PoeFailure.Cancelled.class, reports.get(0).failure());
    }
}
