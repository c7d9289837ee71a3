package dev.poemcp.poe.site.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.poemcp.poe.site.SettableClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteKnowledgeTest {
    private static final TextNode ONE = TextNode.valueOf("one");
    private static final TextNode TWO = TextNode.valueOf("two");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    @Test
    void factOlderThanMaxAge_isEmpty() {
        var knowledge = SiteKnowledge.inMemory(clock);
        knowledge.learn("a", ONE);

        clock.advance(Duration.ofMinutes(2));

        assertEquals(Optional.empty(), knowledge.get("a", Duration.ofMinutes(1)));
        assertEquals(Optional.of(ONE), knowledge.get("a", Duration.ofMinutes(3)));
        assertEquals(Optional.of(ONE), knowledge.get("a"));
    }

    @Test
    void factLearnedAgain_keepsItsTimeUnlessRenewed() {
        var knowledge = SiteKnowledge.inMemory(clock);
        knowledge.learn("a", ONE);
        clock.advance(Duration.ofMinutes(2));

        knowledge.learn("a", ONE);
        var kept = knowledge.get("a", Duration.ofMinutes(1));
        knowledge.renew("a", ONE);

        assertEquals(Optional.empty(), kept);
        assertEquals(Optional.of(ONE), knowledge.get("a", Duration.ofMinutes(1)));
    }

    @Test
    void tooManyFacts_removeOldest() {
        var knowledge = SiteKnowledge.inMemory(clock);
        for (int i = 0; i <= 400; i++) {
            knowledge.learn("fact" + i, ONE);
        }

        assertEquals(Optional.empty(), knowledge.get("fact0"));
        assertEquals(Optional.of(ONE), knowledge.get("fact1"));
        assertEquals(Optional.of(ONE), knowledge.get("fact400"));
    }

    @Test
    void twoSites_shareOneFile() {
        knowledge("https://one.example").learn("a", ONE);
        knowledge("https://two.example").learn("a", TWO);

        assertEquals(Optional.of(ONE), knowledge("https://one.example").get("a"));
        assertEquals(Optional.of(TWO), knowledge("https://two.example").get("a"));
    }

    @Test
    void manySites_keepsEight() throws Exception {
        for (int i = 0; i < 12; i++) {
            knowledge("https://site" + i + ".example").learn("a", ONE);
        }

        var sites = new ObjectMapper().readTree(file().toFile()).path("sites");
        assertEquals(8, sites.size());
        assertTrue(sites.has("https://site11.example"));
    }

    @Test
    void oversizedFile_isIgnored() throws Exception {
        Files.writeString(file(), "{\"sites\":{\"https://one.example\":{}}," + " ".repeat(600_000) + "\"x\":1}");

        assertEquals(Optional.empty(), knowledge("https://one.example").get("a"));
    }

    @Test
    void unwritableFolder_keepsFactsInMemory() throws Exception {
        Files.writeString(folder.resolve("file"), "x");
        var unwritable =
                new KnowledgeFile(folder.resolve("file").resolve("site.json"), URI.create("https://one.example"));
        var knowledge = SiteKnowledge.inFile(unwritable, clock);

        knowledge.learn("a", ONE);

        assertEquals(Optional.of(ONE), knowledge.get("a"));
        assertFalse(knowledge.isSaved());
    }

    @Test
    void twoProcesses_keepWhatBothLearned() {
        var one = knowledge("https://one.example");
        var two = knowledge("https://one.example");
        one.learn("a", ONE);
        clock.advance(Duration.ofSeconds(1));
        two.learn("b", TWO);
        clock.advance(Duration.ofSeconds(1));
        one.learn("c", ONE);

        var third = knowledge("https://one.example");
        assertEquals(Optional.of(ONE), third.get("a"));
        assertEquals(Optional.of(TWO), third.get("b"));
        assertEquals(Optional.of(ONE), third.get("c"));
        assertEquals(Optional.of(TWO), one.get("b"), "a write brings in what the other process learned");
        assertTrue(one.isSaved());
    }

    @Test
    void factForgottenByOneProcess_isNotBroughtBackByAnother() {
        var one = knowledge("https://one.example");
        one.learn("a", ONE);
        var two = knowledge("https://one.example");

        one.learn("b", ONE);
        one.forget("a");
        two.learn("c", TWO);

        assertEquals(Optional.empty(), knowledge("https://one.example").get("a"));
        assertEquals(Optional.of(ONE), knowledge("https://one.example").get("b"));
    }

    private SiteKnowledge knowledge(String site) {
        return SiteKnowledge.inFile(new KnowledgeFile(file(), URI.create(site)), clock);
    }

    private Path file() {
        return folder.resolve("site.json");
    }
}
