package dev.poemcp.poe.site.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.poemcp.poe.site.negotiation.SiteKnowledge.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeMergeTest {
    private static final Instant LATEST = Instant.ofEpochSecond(100);

    @Test
    void factsOfBoth_areKeptOldestFirst() {
        var merged =
                KnowledgeMerge.merge(Map.of("mine", fact("a", 2)), Map.of(), Map.of("other", fact("b", 1)), LATEST);

        assertEquals(List.of("other", "mine"), List.copyOf(merged.keySet()));
    }

    @Test
    void twoValuesOfOneFact_newerWins() {
        var older = Map.of("x", fact("old", 1));
        var newer = Map.of("x", fact("new", 2));

        assertEquals(newer, KnowledgeMerge.merge(older, Map.of(), newer, LATEST));
        assertEquals(newer, KnowledgeMerge.merge(newer, Map.of(), older, LATEST));
    }

    @Test
    void factDroppedHere_staysDropped() {
        var synced = Map.of("x", fact("a", 1));

        assertEquals(Map.of(), KnowledgeMerge.merge(Map.of(), synced, synced, LATEST));
    }

    @Test
    void factDroppedByOther_isDroppedUnlessChangedHere() {
        var kept = Map.of("kept", fact("a", 1));
        var synced = Map.of("x", fact("a", 1), "kept", fact("a", 1));
        var changed = Map.of("x", fact("b", 2), "kept", fact("a", 1));

        assertEquals(kept, KnowledgeMerge.merge(synced, synced, kept, LATEST));
        assertEquals(changed, KnowledgeMerge.merge(changed, synced, kept, LATEST));
    }

    @Test
    void fileDeleted_dropsNothing() {
        var own = Map.of("x", fact("a", 1));

        assertEquals(own, KnowledgeMerge.merge(own, own, Map.of(), LATEST));
    }

    @Test
    void factFromTheFuture_doesNotWin() {
        var own = Map.of("x", fact("a", 1));

        assertEquals(own, KnowledgeMerge.merge(own, own, Map.of("x", fact("b", 101)), LATEST));
    }

    private static Fact fact(String value, long second) {
        return new Fact(TextNode.valueOf(value), Instant.ofEpochSecond(second), "negotiated");
    }
}
