package dev.poemcp.poe.diagnosis;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.poe.http.WorkerThreads;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks of links one after another within a time limit for all, measures them and reports each at once. Whatever
 * a check throws is a report, too.
 */
public final class LinkCheck {
    private static final String ENDED_EARLY = "checks";

    private final Consumer<LinkReport> reports;
    private final Duration limit;
    private final LongSupplier ticker;
    private final long start;
    private final Set<String> reported = new HashSet<>();
    /** A check that cannot be interrupted, such as a lookup of a name, is left behind. */
    private final ExecutorService workers = Executors.newCachedThreadPool(WorkerThreads.named("poe-check"));

    /** @param limit for all checks together */
    public LinkCheck(Consumer<LinkReport> reports, Duration limit) {
        this(reports, limit, System::nanoTime);
    }

    /** @param ticker in nanoseconds, for tests */
    public LinkCheck(Consumer<LinkReport> reports, Duration limit, LongSupplier ticker) {
        this.reports = reports;
        this.limit = limit;
        this.ticker = ticker;
        this.start = ticker.getAsLong();
    }

    /**
     * Runs the checks of links. If they end early, reports why, and the links that were not reached.
     *
     * @param all links, in order
     */
    public void run(List<String> all, Runnable checks) {
        try {
            checks.run();
        } catch (RuntimeException ended) {
            PoeFailure failure = failureOf(ended);
            broken(failure instanceof PoeFailure.NotConfigured ? "configuration" : ENDED_EARLY, failure, Duration.ZERO);
            restNotChecked(all, "the checks ended early");
        } finally {
            workers.shutdownNow();
        }
    }

    /**
     * Result of a request.
     *
     * @param value null if it failed
     * @param failure null if it succeeded
     */
    public record Outcome<T>(@Nullable T value, @Nullable PoeFailure failure, Duration took) {
        /** Whether it failed like this. */
        public boolean failedWith(Class<? extends PoeFailure> kind) {
            return kind.isInstance(failure);
        }

        public Optional<T> success() {
            return Optional.ofNullable(value);
        }
    }

    /**
     * Runs a request and measures it, without a report.
     *
     * @throws PoeException {@link PoeFailure.TimedOut} or {@link PoeFailure.Cancelled} if the checks must end
     */
    public <T> Outcome<T> attempt(Supplier<T> request) {
        long before = ticker.getAsLong();
        long left = limit.toNanos() - (before - start);
        if (left <= 0) {
            throw timedOut();
        }
        Future<T> running = workers.submit(request::get);
        try {
            T value = running.get(left, TimeUnit.NANOSECONDS);
            return new Outcome<>(value, null, since(before));
        } catch (ExecutionException failed) {
            return new Outcome<>(null, failureOf(failed.getCause()), since(before));
        } catch (TimeoutException late) {
            throw timedOut();
        } catch (InterruptedException | CancellationException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(new PoeFailure.Cancelled("The checks were interrupted.", Spend.NONE), interrupted);
        } finally {
            running.cancel(true);
        }
    }

    private PoeException timedOut() {
        return new PoeException(new PoeFailure.TimedOut(
                "Poe answers too slowly: the checks were ended after " + limit.toSeconds() + " seconds.", Spend.NONE));
    }

    /** A defect of ours, or an answer that no one has thought of; its message may have private text. */
    private static PoeFailure failureOf(@Nullable Throwable failed) {
        if (failed instanceof PoeException known) {
            return known.failure();
        }
        String name = failed == null ? "no reason" : failed.getClass().getSimpleName();
        return new PoeFailure.UnexpectedResponse("This check failed in poe-mcp itself (" + name + ").", Spend.NONE);
    }

    /** Runs a request and reports it: what was seen of its result, or why it failed. */
    public <T> Outcome<T> check(String link, Supplier<T> request, Function<T, String> seen) {
        Outcome<T> outcome = attempt(request);
        report(link, outcome, seen);
        return outcome;
    }

    /** Reports a request that has ended. */
    public <T> void report(String link, Outcome<T> outcome, Function<T, String> seen) {
        PoeFailure failure = outcome.failure();
        if (failure != null) {
            broken(link, failure, outcome.took());
        } else {
            ok(link, outcome.success().map(seen).orElse("works"), outcome.took());
        }
    }

    public void ok(String link, String seen, Duration took) {
        report(new LinkReport(link, Status.OK, seen, took, null));
    }

    public void broken(String link, PoeFailure failure, Duration took) {
        report(new LinkReport(link, Status.BROKEN, failure.what(), took, failure));
    }

    public void warning(String link, PoeFailure failure, Duration took) {
        report(new LinkReport(link, Status.WARNING, failure.what(), took, failure));
    }

    public void notChecked(String link, String why) {
        report(new LinkReport(link, Status.NOT_CHECKED, why, Duration.ZERO, null));
    }

    /** Reports those links as not checked that have no report yet. */
    public void restNotChecked(List<String> all, String why) {
        all.stream().filter(link -> !reported.contains(link)).forEach(link -> notChecked(link, why));
    }

    private void report(LinkReport report) {
        reported.add(report.link());
        reports.accept(report);
    }

    private Duration since(long before) {
        return Duration.ofNanos(ticker.getAsLong() - before);
    }
}
