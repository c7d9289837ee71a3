package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.Points;
import dev.poemcp.poe.api.CostMatcher.Sent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CostMatcherTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void oneRowForOneRequest_isItsCost() {
        assertEquals(Map.of(1L, "a"), match(List.of(sent(1, "Haiku", 0)), row("a", "haiku", 2, "API")));
    }

    @Test
    void moreRowsThanRequests_areAmbiguous() {
        var requests = List.of(sent(1, "Haiku", 0));

        var matches = CostMatcher.match(
                requests, List.of(row("a", "Haiku", 2, "API"), row("b", "Haiku", 3, "API")), Set.of());

        assertEquals(new CostMatcher.Matches(Map.of(), Set.of(1L)), matches);
    }

    @Test
    void fewerRowsThanRequests_areAmbiguous() {
        var requests = List.of(sent(1, "Haiku", 0), sent(2, "Haiku", 1));

        assertEquals(Map.of(), match(requests, row("a", "Haiku", 2, "API")));
    }

    @Test
    void rowsOfSeveralRequestsToOneBot_followTheOrderOfTheRequests() {
        var requests = List.of(sent(2, "Haiku", 5), sent(1, "Haiku", 0));

        assertEquals(
                Map.of(1L, "a", 2L, "b"), match(requests, row("b", "Haiku", 6, "API"), row("a", "Haiku", 1, "API")));
    }

    @Test
    void rowsOfTheSite_ofOtherBots_andFromBefore_doNotCount() {
        var requests = List.of(sent(1, "Haiku", 0));

        assertEquals(
                Map.of(1L, "a"),
                match(
                        requests,
                        row("a", "Haiku", 1, "API"),
                        row("chat", "Haiku", 1, "Chat"),
                        row("other", "Echo", 1, "API"),
                        row("old", "Haiku", -10, "API")));
    }

    @Test
    void rowOfAnotherProgramShortlyBefore_doesNotCount() {
        var requests = List.of(sent(1, "Haiku", 0));

        assertEquals(
                Map.of(1L, "ours"), match(requests, row("ours", "Haiku", 1, "API"), row("other", "Haiku", -2, "API")));
    }

    @Test
    void clockThatIsBehind_isAllowedFor() {
        assertEquals(Map.of(1L, "a"), match(List.of(sent(1, "Haiku", 0)), row("a", "Haiku", -3, "API")));
    }

    @Test
    void claimedRow_isNotMatchedAgain() {
        var matches =
                CostMatcher.match(List.of(sent(1, "Haiku", 0)), List.of(row("a", "Haiku", 1, "API")), Set.of("a"));

        assertEquals(new CostMatcher.Matches(Map.of(), Set.of()), matches);
    }

    private static Map<Long, String> match(List<Sent> requests, Points.Entry... rows) {
        return CostMatcher.match(requests, List.of(rows), Set.of()).rows().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        match -> String.valueOf(match.getValue().queryId())));
    }

    private static Sent sent(long id, String bot, long second) {
        return new Sent(id, bot, NOW.plusSeconds(second));
    }

    private static Points.Entry row(String id, String bot, long second, String type) {
        return new Points.Entry(id, NOW.plusSeconds(second), bot, 10L, null, type, null);
    }
}
