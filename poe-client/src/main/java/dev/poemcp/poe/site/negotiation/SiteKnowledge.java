package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts learned about one site, each with a name, a time and a source. Shared by all accounts of a process and kept
 * in a file, so it never contains a secret. A fact is a hint: the reader checks that the site profile still allows it.
 * Thread-safe.
 */
public final class SiteKnowledge {
    /** A site has about 30 operations with a few hashes each; the oldest fact is evicted first. */
    private static final int MAX_FACTS = 300;

    private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

    /** The source of all current facts; a browser or a capture will be other sources. */
    static final String NEGOTIATED = "negotiated";

    private final Clock clock;
    private final @Nullable KnowledgeFile file;
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    /**
     * @param value of any JSON type
     * @param source for example {@link #NEGOTIATED}
     */
    record Fact(JsonNode value, Instant at, String source) {}

    private SiteKnowledge(Clock clock, @Nullable KnowledgeFile file) {
        this.clock = clock;
        this.file = file;
        if (file != null) {
            facts.putAll(file.read());
        }
    }

    /** Keeps facts in memory only. */
    public static SiteKnowledge inMemory(Clock clock) {
        return new SiteKnowledge(clock, null);
    }

    /** Reads the site's facts from the file and writes new ones to it. */
    public static SiteKnowledge inFile(KnowledgeFile file, Clock clock) {
        return new SiteKnowledge(clock, file);
    }

    synchronized Optional<JsonNode> get(String name) {
        return Optional.ofNullable(facts.get(name)).map(Fact::value);
    }

    /** The fact, unless it is older than {@code maxAge}. */
    synchronized Optional<JsonNode> get(String name, Duration maxAge) {
        Fact fact = facts.get(name);
        if (fact == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        // A time in the future, after the clock was set back, would not expire.
        boolean valid = !now.isAfter(fact.at().plus(maxAge)) && !fact.at().isAfter(now.plus(CLOCK_SLACK));
        return valid ? Optional.of(fact.value()) : Optional.empty();
    }

    /** Adds or changes a fact; an equal one keeps its time, and nothing is written. */
    synchronized void learn(String name, JsonNode value) {
        Fact known = facts.get(name);
        if (known == null || !known.value().equals(value)) {
            renew(name, value);
        }
    }

    /** Like {@link #learn}, but always sets the current time. */
    synchronized void renew(String name, JsonNode value) {
        facts.remove(name);
        if (facts.size() >= MAX_FACTS) {
            facts.remove(facts.keySet().iterator().next());
        }
        facts.put(name, new Fact(value, clock.instant(), NEGOTIATED));
        write();
    }

    synchronized void forget(String name) {
        if (facts.remove(name) != null) {
            write();
        }
    }

    private void write() {
        if (file != null) {
            file.write(facts);
        }
    }
}
