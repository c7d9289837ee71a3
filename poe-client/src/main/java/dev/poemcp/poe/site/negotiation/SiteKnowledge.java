package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.UploadForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final int MAX_FACTS = 400;

    private static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

    private final Clock clock;
    private final @Nullable KnowledgeFile file;
    private final Map<String, Fact> facts = new LinkedHashMap<>();
    /** What the file held when it was last read or written. */
    private Map<String, Fact> synced = Map.of();

    private boolean saved = true;

    /**
     * @param value of any JSON type
     * @param source a label of {@link KnowledgeSource}
     */
    record Fact(JsonNode value, Instant at, String source) {}

    private SiteKnowledge(Clock clock, @Nullable KnowledgeFile file) {
        this.clock = clock;
        this.file = file;
        if (file != null) {
            synced = file.read();
            facts.putAll(synced);
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
        put(name, value, KnowledgeSource.NEGOTIATED);
        write();
    }

    /**
     * Takes over what was learned from a browser or from the site's scripts. If the file cannot be written, the facts are
     * used by this process only, see {@link #isSaved}.
     *
     * @return what differs from what was known before
     */
    public synchronized List<KnowledgeChange> learn(LearnedSite learned, KnowledgeSource source) {
        String slot = LearnedFacts.slot(source);
        List<KnowledgeChange> changes = new ArrayList<>();
        Map<String, Fact> before = Map.copyOf(facts);
        learned.queries().forEach((operation, query) -> {
            String known = LearnedFacts.queries(this, operation).stream()
                    .findFirst()
                    .map(Query::hash)
                    .or(() -> get(QueryRanking.fact(operation)).map(JsonNode::asText))
                    .orElse(null);
            if (!query.hash().equals(known)) {
                changes.add(new KnowledgeChange(operation.key(), known, query.hash()));
            }
            put(LearnedFacts.query(slot, operation), LearnedFacts.json(query), source);
            if (source != KnowledgeSource.SCRIPTS) {
                // The site has answered a browser that used it, so it is known again.
                facts.remove(QueryRanking.unknownFact(query.hash()));
            }
        });
        if (!learned.subscriptions().isEmpty()) {
            ObjectNode hashes = JsonNodeFactory.instance.objectNode();
            learned.subscriptions().forEach(subscription -> hashes.put(subscription.name(), subscription.hash()));
            putChanged(LearnedFacts.subscriptions(slot), hashes, source, "subscriptions", changes);
        }
        GateRecipe gate = learned.gate();
        if (gate != null) {
            putChanged(
                    LearnedFacts.gate(slot), LearnedFacts.json(gate, learned.revision()), source, "signature", changes);
            // The site has accepted a request like that.
            put(GateFacts.GATE, LearnedFacts.json(gate, learned.revision()), source);
        }
        UploadForm upload = learned.upload();
        if (upload != null) {
            putChanged(UploadRanking.FACT, UploadRanking.json(upload), source, "upload", changes);
        }
        if (!facts.equals(before)) {
            write();
        }
        return List.copyOf(changes);
    }

    private void putChanged(
            String name, JsonNode value, KnowledgeSource source, String detail, List<KnowledgeChange> changes) {
        JsonNode known = get(name).orElse(null);
        if (!value.equals(known)) {
            changes.add(new KnowledgeChange(detail, known == null ? null : "another", "as captured"));
        }
        put(name, value, source);
    }

    private void put(String name, JsonNode value, KnowledgeSource source) {
        Fact known = facts.get(name);
        if (known != null && known.value().equals(value) && known.source().equals(source.label())) {
            return;
        }
        facts.remove(name);
        if (facts.size() >= MAX_FACTS) {
            facts.remove(facts.keySet().iterator().next());
        }
        facts.put(name, new Fact(value, clock.instant(), source.label()));
    }

    synchronized void forget(String name) {
        if (facts.remove(name) != null) {
            write();
        }
    }

    /** The facts as text, one a line, for a report: name, value, source and time. */
    public synchronized List<String> lines() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + " = " + fact.getValue().value() + " ("
                        + fact.getValue().source() + ", " + fact.getValue().at() + ")")
                .toList();
    }

    /** Whether the file holds all facts; false after a write that failed, until one succeeds. */
    public synchronized boolean isSaved() {
        return saved;
    }

    private void write() {
        if (file == null) {
            return;
        }
        var merged =
                KnowledgeMerge.merge(facts, synced, file.read(), clock.instant().plus(CLOCK_SLACK));
        facts.clear();
        merged.entrySet().stream()
                .skip(Math.max(0, merged.size() - MAX_FACTS))
                .forEach(entry -> facts.put(entry.getKey(), entry.getValue()));
        saved = file.write(facts);
        if (saved) {
            synced = Map.copyOf(facts);
        }
    }
}
