package dev.poemcp.poe.diagnosis;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.diagnosis.LinkReport.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs checks of links one after another, measures them and reports each at once. */
public final class LinkCheck {
    private final Consumer<LinkReport> reports;

    public LinkCheck(Consumer<LinkReport> reports) {
        this.reports = reports;
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

    /** Runs a request and measures it, without a report. */
    public static <T> Outcome<T> attempt(Supplier<T> request) {
        long start = System.nanoTime();
        try {
            T value = request.get();
            return new Outcome<>(value, null, since(start));
        } catch (PoeException failed) {
            return new Outcome<>(null, failed.failure(), since(start));
        }
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
        reports.accept(new LinkReport(link, Status.OK, seen, took, null));
    }

    public void broken(String link, PoeFailure failure, Duration took) {
        reports.accept(new LinkReport(link, Status.BROKEN, failure.what(), took, failure));
    }

    public void warning(String link, PoeFailure failure, Duration took) {
        reports.accept(new LinkReport(link, Status.WARNING, failure.what(), took, failure));
    }

    public void notChecked(String link, String why) {
        reports.accept(new LinkReport(link, Status.NOT_CHECKED, why, Duration.ZERO, null));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
