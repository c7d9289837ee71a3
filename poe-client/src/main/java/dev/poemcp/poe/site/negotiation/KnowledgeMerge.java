package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.site.negotiation.SiteKnowledge.Fact;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Joins the facts of this process with those that another process wrote meanwhile: both keep what they learned, the
 * newer of two wins, and a fact that either has dropped stays dropped.
 */
final class KnowledgeMerge {
    private KnowledgeMerge() {}

    /**
     * @param own of this process
     * @param synced in the file when this process last read or wrote it
     * @param stored in the file now
     * @param latest a stored fact with a later time has a wrong one, and does not count as newer
     * @return oldest first
     */
    static Map<String, Fact> merge(
            Map<String, Fact> own, Map<String, Fact> synced, Map<String, Fact> stored, Instant latest) {
        Map<String, Fact> merged = new LinkedHashMap<>(own);
        // An empty file was deleted, broken or lost the site to others: that says nothing about single facts.
        if (!stored.isEmpty()) {
            synced.forEach((name, fact) -> {
                if (!stored.containsKey(name)) {
                    merged.remove(name, fact);
                }
            });
        }
        stored.forEach((name, fact) -> {
            boolean isChangedByOther =
                    !fact.equals(synced.get(name)) && !fact.at().isAfter(latest);
            Fact mine = own.get(name);
            if (isChangedByOther && (mine == null || fact.at().isAfter(mine.at()))) {
                merged.put(name, fact);
            }
        });
        Map<String, Fact> sorted = new LinkedHashMap<>();
        merged.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().at()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
