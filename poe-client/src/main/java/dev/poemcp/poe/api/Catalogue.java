package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Model;
import dev.poemcp.poe.Models;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue of models, read without a key and kept for an hour. One caller reads it while others wait. If it cannot be read
 * again, what was read before is used for another minute: it changes seldom.
 */
final class Catalogue implements Models {
    private static final Logger log = LoggerFactory.getLogger(Catalogue.class);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final ApiHttp http;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Known known;

    private record Known(List<Model> models, Instant until) {}

    Catalogue(ApiHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public List<Model> all() {
        Known current = known;
        if (current != null && isFresh(current)) {
            return current.models();
        }
        try {
            reading.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(
                    new PoeFailure.Cancelled("The wait for the catalogue was interrupted.", Spend.NONE), interrupted);
        }
        try {
            Known latest = known;
            return latest != null && isFresh(latest)
                    ? latest.models()
                    : refresh(latest).models();
        } finally {
            reading.unlock();
        }
    }

    /** By id or display name, without regard to case; empty for most bots of users, which the catalogue does not list. */
    Optional<Model> find(String name) {
        List<Model> models = all();
        return models.stream()
                .filter(model -> model.id().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> models.stream()
                        .filter(model -> name.equalsIgnoreCase(model.displayName()))
                        .findFirst());
    }

    private boolean isFresh(Known current) {
        return clock.instant().isBefore(current.until());
    }

    private Known refresh(@Nullable Known before) {
        Known now;
        try {
            now = new Known(read(), clock.instant().plus(LIFETIME));
        } catch (PoeException failed) {
            if (before == null || failed.failure() instanceof PoeFailure.Cancelled) {
                throw failed;
            }
            log.warn("The catalogue cannot be read again: {}", failed.failure().what());
            now = new Known(before.models(), clock.instant().plus(GRACE));
        }
        known = now;
        return now;
    }

    private List<Model> read() {
        JsonNode entries = http.readPublic(http.url("/v1/models").build()).path("data");
        if (!entries.isArray()) {
            throw new PoeException(
                    new PoeFailure.UnexpectedResponse("Poe's catalogue has no list of models.", Spend.NONE));
        }
        List<Model> models = new ArrayList<>();
        for (JsonNode entry : entries) {
            ModelReader.read(entry)
                    .ifPresentOrElse(models::add, () -> log.debug("An entry of the catalogue has no id"));
        }
        return List.copyOf(models);
    }
}
