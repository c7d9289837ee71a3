package dev.poemcp.poe.site.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.site.SettableClock;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryRankingTest {
    private final SettableClock clock = new SettableClock();
    private final SiteProfile profile = profile();
    private final BuildRanking builds = new BuildRanking(profile.builds());
    private final SiteKnowledge knowledge = SiteKnowledge.inMemory(clock);
    private final QueryRanking queries = new QueryRanking(profile, builds, knowledge);

    @Test
    void noKnowledge_ranksNewestBuildFirst() {
        List<Query> sends = queries.ranked(Operation.SEND_MESSAGE, true);

        assertEquals(List.of("5fabca61", "5c04dd9c", "f1486efc", "c1135a7b", "f95f0472"), heads(sends));
        assertTrue(sends.get(0).template().has("isTemporary"));
        assertFalse(sends.get(1).template().has("isTemporary"));
        assertTrue(sends.get(2).template().has("messagePointsDisplayPrice"));
        assertTrue(sends.get(3).template().has("messagePointsDisplayPrice"));
        assertFalse(sends.get(4).template().has("messagePointsDisplayPrice"));
    }

    @Test
    void acceptedQueryOfOlderBuild_ranksThatBuildFirst() {
        Query ofJuly = query(Operation.ACCOUNT_SETTINGS, "b20810a0");

        queries.accepted(Operation.ACCOUNT_SETTINGS, ofJuly);

        assertEquals(
                "f1486efc", heads(queries.ranked(Operation.SEND_MESSAGE, true)).get(0));
        assertFalse(queries.lacksEvidence(Operation.SEND_MESSAGE));
    }

    @Test
    void unknownHash_isOmittedForAnHour() {
        Query newest = query(Operation.SEND_MESSAGE, "5fabca61");

        queries.unknown(Operation.SEND_MESSAGE, newest);
        List<String> soon = heads(queries.ranked(Operation.SEND_MESSAGE, true));
        clock.advance(QueryRanking.UNKNOWN_LIFETIME.plusSeconds(1));
        List<String> later = heads(queries.ranked(Operation.SEND_MESSAGE, true));

        assertFalse(soon.contains("5fabca61"), soon.toString());
        assertTrue(later.contains("5fabca61"), later.toString());
    }

    @Test
    void doubtedHash_comesLastUnlessAccepted() {
        Query newest = query(Operation.SEND_MESSAGE, "5fabca61");

        queries.doubt(newest);
        List<String> doubted = heads(queries.ranked(Operation.SEND_MESSAGE, true));
        queries.accepted(Operation.SEND_MESSAGE, newest);
        queries.doubt(newest);
        List<String> proven = heads(queries.ranked(Operation.SEND_MESSAGE, true));

        assertEquals("5fabca61", doubted.get(doubted.size() - 1));
        assertEquals("5fabca61", proven.get(0));
    }

    @Test
    void laterPage_omitsFirstPageQueries() {
        List<String> first = heads(queries.ranked(Operation.CHAT_HISTORY, true));
        List<String> later = heads(queries.ranked(Operation.CHAT_HISTORY, false));

        assertTrue(first.contains("7f7c6b3d"), first.toString());
        assertFalse(later.contains("7f7c6b3d"), later.toString());
        assertEquals("115be578", later.get(0));
    }

    @Test
    void noKnowledge_creationLacksEvidence() {
        assertTrue(queries.lacksEvidence(Operation.SEND_MESSAGE));
        assertFalse(queries.lacksEvidence(Operation.SHARE_PREVIEW), "there is only one query");
    }

    @Test
    void acceptedQuery_isFirstAfterRestart() {
        queries.accepted(Operation.CHAT_PAGE, query(Operation.CHAT_PAGE, "e7dcf93e"));

        QueryRanking restarted = new QueryRanking(profile, new BuildRanking(profile.builds()), knowledge);

        assertEquals(
                "e7dcf93e", heads(restarted.ranked(Operation.CHAT_PAGE, true)).get(0));
        assertTrue(restarted.isProven(Operation.CHAT_PAGE));
    }

    private Query query(Operation operation, String head) {
        return queries.all(operation).stream()
                .filter(query -> query.hash().startsWith(head))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> heads(List<Query> queries) {
        return queries.stream().map(query -> query.hash().substring(0, 8)).toList();
    }

    private static SiteProfile profile() {
        try {
            return SiteProfile.load(null);
        } catch (ProfileException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
