package dev.poemcp.poe.site.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.poe.site.SettableClock;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SignatureRecipe;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import dev.poemcp.poe.site.profile.UploadForm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser, a capture or the site's scripts showed, from learning to ranking. */
class LearnedFactsTest {
    private static final Operation READ = Operation.ACCOUNT_SETTINGS;
    private static final String BROWSER_ID = "b".repeat(64);
    private static final String CAPTURE_ID = "c".repeat(64);
    private static final String SCRIPT_ID = "5".repeat(64);
    private static final GateRecipe GATE =
            new GateRecipe(new SignatureRecipe("salt", List.of(3, 9)), Map.of("poegraphql", "1"));

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    @Test
    void nothingNew_isNoChange() {
        var knowledge = knowledge();
        var learned = learned(BROWSER_ID, GATE);

        var first = knowledge.learn(learned, KnowledgeSource.BROWSER);
        var second = knowledge.learn(learned, KnowledgeSource.BROWSER);

        assertEquals(
                List.of(READ.key(), "signature", "subscriptions", "upload"),
                first.stream().map(KnowledgeChange::detail).sorted().toList());
        assertEquals(List.of(), second);
    }

    @Test
    void change_namesIdThatWasUsedBefore() {
        var knowledge = knowledge();
        knowledge.learn(query(SCRIPT_ID), KnowledgeSource.SCRIPTS);

        assertEquals(
                List.of(new KnowledgeChange(READ.key(), SCRIPT_ID, BROWSER_ID)),
                knowledge.learn(query(BROWSER_ID), KnowledgeSource.BROWSER));
    }

    @Test
    void browserAndScripts_browserComesFirstWhateverTheOrder() {
        var knowledge = knowledge();
        knowledge.learn(query(BROWSER_ID), KnowledgeSource.BROWSER);
        knowledge.learn(query(SCRIPT_ID), KnowledgeSource.SCRIPTS);

        assertEquals(List.of(BROWSER_ID, SCRIPT_ID), firstTwo(knowledge));
    }

    @Test
    void browserAndCapture_newerOneReplacesOlder() {
        var knowledge = knowledge();
        knowledge.learn(query(BROWSER_ID), KnowledgeSource.BROWSER);
        knowledge.learn(query(CAPTURE_ID), KnowledgeSource.CAPTURE);

        assertEquals(CAPTURE_ID, firstTwo(knowledge).get(0));
        assertFalse(firstTwo(knowledge).contains(BROWSER_ID));
    }

    @Test
    void unknownHash_isDroppedForTheNextSource() {
        var knowledge = knowledge();
        knowledge.learn(query(BROWSER_ID), KnowledgeSource.BROWSER);
        knowledge.learn(query(SCRIPT_ID), KnowledgeSource.SCRIPTS);
        var ranking = ranking(knowledge, profile(null));

        ranking.unknown(READ, ranking.ranked(READ, true).get(0));

        assertEquals(SCRIPT_ID, ranking.ranked(READ, true).get(0).hash());
        assertEquals(SCRIPT_ID, firstTwo(knowledge()).get(0), "also after a restart");
    }

    @Test
    void usersProfile_comesBeforeEverythingLearned() throws Exception {
        String own = "e".repeat(64);
        Path override = Files.writeString(folder.resolve("profile.json"), """
                {"queries": {"%s": {"hash": "%s"}}}
                """.formatted(READ.key(), own));
        var knowledge = knowledge();
        knowledge.learn(query(BROWSER_ID), KnowledgeSource.BROWSER);

        var ranked = ranking(knowledge, profile(override)).ranked(READ, true);

        assertEquals(List.of(own), ranked.stream().map(Query::hash).toList());
    }

    @Test
    void restart_keepsEverything() {
        knowledge().learn(learned(BROWSER_ID, GATE), KnowledgeSource.BROWSER);

        var restarted = knowledge();
        assertEquals(BROWSER_ID, firstTwo(restarted).get(0));
        assertEquals(Optional.of(GATE), LearnedFacts.gate(restarted));
        assertEquals(List.of(Map.of("messageAdded", SCRIPT_ID)), LearnedFacts.subscriptions(restarted));
        assertEquals(List.of(), restarted.learn(learned(BROWSER_ID, GATE), KnowledgeSource.BROWSER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"name\":\"q\"}",
                "{\"name\":\"q\",\"hash\":7.5,\"variables\":{}}",
                "{\"name\":\"q\\r\\nCookie: x\",\"hash\":\"HASH\",\"variables\":{}}",
                "{\"name\":\"q\",\"hash\":\"not a hash\",\"variables\":{}}",
                "{\"name\":\"q\",\"hash\":\"HASH\",\"variables\":[]}",
                "{\"name\":\"q\",\"hash\":\"HASH\",\"variables\":{},\"poegraphql\":\"a b\"}",
                "{\"recipe\":{\"tag\":{\"salt\":\"s\",\"swap\":[1]}}}",
                "{\"recipe\":{\"tag\":{\"salt\":\"s\",\"swap\":[1,99]}}}",
                "{\"recipe\":{\"tag\":{\"salt\":\"s\",\"swap\":[1,\"x\"]}}}",
                "{\"recipe\":{\"tag\":{\"salt\":\"\"}}}",
                "{\"messageAdded\":\"not a hash\",\"event name\":\"HASH\"}"
            })
    void damagedFact_countsAsUnknown(String value) throws Exception {
        String fact = "{\"at\":\"2026-11-01T00:00:00Z\",\"source\":\"browser\",\"value\":"
                + value.replace("HASH", BROWSER_ID) + "}";
        Files.writeString(file(), """
                {"sites": {"https://poe.example": {"seen.query.%s": %s, "seen.gate": %s, "seen.subscriptions": %s}}}
                """.formatted(READ.key(), fact, fact, fact));
        var knowledge = knowledge();

        assertEquals(List.of(), LearnedFacts.queries(knowledge, READ));
        assertEquals(Optional.empty(), LearnedFacts.gate(knowledge));
        assertTrue(LearnedFacts.subscriptions(knowledge).stream()
                .allMatch(set -> set.keySet().stream().allMatch(event -> event.matches("\\w+"))));
        assertFalse(ranking(knowledge, profile(null)).ranked(READ, true).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"BROWSER, true", "CAPTURE, true", "SCRIPTS, false"})
    void unknownHash_isTriedAgainOnlyAfterBrowserUsedIt(KnowledgeSource source, boolean isTried) {
        var knowledge = knowledge();
        ranking(knowledge, profile(null)).unknown(READ, query(CAPTURE_ID, "q"));

        knowledge.learn(query(CAPTURE_ID), source);

        assertEquals(isTried, firstTwo(knowledge).contains(CAPTURE_ID));
        assertEquals(isTried, firstTwo(knowledge()).contains(CAPTURE_ID), "after a restart");
    }

    @Test
    void headerThatWouldSplitTheRequest_isLeftOut() throws Exception {
        Files.writeString(file(), """
                {"sites": {"https://poe.example": {"seen.gate": {"at": "2026-11-01T00:00:00Z", "source": "browser",
                  "value": {"recipe": {"tag": {"salt": "s", "swap": []},
                    "headers": {"poegraphql": "1", "poe-x": "a\\r\\nCookie: b", "poe y": "1"}}}}}}}
                """);

        assertEquals(
                Map.of("poegraphql", "1"),
                LearnedFacts.gate(knowledge()).orElseThrow().headers());
    }

    private List<String> firstTwo(SiteKnowledge knowledge) {
        return ranking(knowledge, profile(null)).ranked(READ, true).stream()
                .limit(2)
                .map(Query::hash)
                .toList();
    }

    private static QueryRanking ranking(SiteKnowledge knowledge, SiteProfile profile) {
        return new QueryRanking(profile, new BuildRanking(profile.builds()), knowledge);
    }

    private static SiteProfile profile(@Nullable Path override) {
        try {
            return SiteProfile.load(override);
        } catch (ProfileException invalid) {
            throw new AssertionError(invalid);
        }
    }

    private static LearnedSite query(String hash) {
        return new LearnedSite(Map.of(READ, query(hash, "q")), List.of(), null, null, null, List.of());
    }

    private static Query query(String hash, String name) {
        return new Query(name, hash, JsonNodeFactory.instance.objectNode(), null, false);
    }

    private static LearnedSite learned(String hash, GateRecipe gate) {
        return new LearnedSite(
                Map.of(READ, query(hash, "q")),
                List.of(new SubscriptionQuery("messageAdded", SCRIPT_ID)),
                gate,
                "abc",
                new UploadForm(UploadForm.Style.QUERY_INFO, 1),
                List.of());
    }

    private SiteKnowledge knowledge() {
        return SiteKnowledge.inFile(new KnowledgeFile(file(), URI.create("https://poe.example")), clock);
    }

    private Path file() {
        return folder.resolve("site.json");
    }
}
