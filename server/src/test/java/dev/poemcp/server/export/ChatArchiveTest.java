package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import dev.poemcp.server.search.IndexUnusableException;
import dev.poemcp.server.search.MessageHit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive's readers find in it, whatever has happened to its index. */
final class ChatArchiveTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Path folder;
    private final ArchiveFixture fixture;
    private final ChatArchive archive;

    ChatArchiveTest(@TempDir Path parent) {
        folder = parent.resolve("archive");
        fixture = new ArchiveFixture(folder);
        archive = new ChatArchive(folder);
    }

    @BeforeEach
    void export() throws IOException, InterruptedException {
        fixture.chat("bread", "Baking", "How do I bake bread?", "With rye flour.");
        fixture.chat("ferry", "Holidays", "When does the ferry leave?", "At noon.");
        fixture.export();
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private List<String> found(String query) throws IOException, InterruptedException {
        return archive.search(query, 0, 10, LONG).hits().stream()
                .map(hit -> hit.chatCode() + " " + hit.messageId())
                .toList();
    }

    @Test
    void export_isFoundAtOnce_andUntilWhen() throws IOException, InterruptedException {
        assertEquals(List.of("bread 2"), found("rye"));
        assertEquals("2026-11-01T11:00:00Z", archive.search("rye", 0, 1, LONG).archivedUntil());
    }

    @Test
    void laterExport_isFoundByAnOpenArchive() throws IOException, InterruptedException {
        assertEquals(List.of(), found("wheat"));

        fixture.chat("bread", "Baking", "How do I bake bread?", "With wheat.");
        fixture.export();

        assertEquals(List.of("bread 2"), found("wheat"));
        assertEquals(List.of(), found("rye"));
        assertEquals(List.of("ferry 1"), found("ferry"));
    }

    @Test
    void deletedChat_staysToBeFound() throws IOException, InterruptedException {
        var other = new ArchiveFixture(folder);
        other.chat("ferry", "Holidays", "When does the ferry leave?", "At noon.");
        other.export();

        assertEquals(List.of("bread 2"), found("rye"));
        assertEquals(1, archive.facts().deletedChats());
    }

    @Test
    void indexThatIsGone_isMadeFromTheArchive() throws IOException, InterruptedException {
        deleteIndex();
        int requests = fixture.requests();

        assertEquals(List.of("bread 2"), found("rye"));
        assertEquals(requests, fixture.requests(), "without Poe");
    }

    private void deleteIndex() throws IOException {
        try (var files = Files.list(folder.resolve(".index"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder.resolve(".index"));
    }

    @Test
    void damagedIndex_isMadeFromTheArchive() throws IOException, InterruptedException {
        try (var files = Files.list(folder.resolve(".index"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }

        assertEquals(List.of("bread 2"), found("rye"));
    }

    @Test
    void index_cannotBeMadeWhileAnotherWrites() throws IOException, InterruptedException {
        deleteIndex();
        try (var held = ArchiveFolder.open(folder)) {
            assertThrows(IndexUnusableException.class, () -> archive.search("rye", 0, 1, Duration.ofMillis(50)));
            assertTrue(held.has("manifest.json"));
        }
        assertEquals(List.of("bread 2"), found("rye"));
    }

    @Test
    void damagedRecord_isSavedAgainByTheNextExport() throws IOException, InterruptedException {
        Files.write(folder.resolve(".records/bread.json.gz"), new byte[] {1, 2, 3});
        deleteIndex();
        assertEquals(List.of(), found("rye"));
        assertEquals(List.of("ferry 1"), found("ferry"));

        fixture.export();

        assertEquals(List.of("bread 2"), found("rye"));
    }

    @Test
    void missingArchive_isSaid_andNotMade() {
        var none = new ChatArchive(folder.resolveSibling("none"));

        assertEquals(
                "there is no archive in it",
                assertThrows(ArchiveException.class, () -> none.search("rye", 0, 1, LONG))
                        .getMessage());
        assertThrows(ArchiveException.class, none::facts);
        assertFalse(Files.exists(folder.resolveSibling("none")));
    }

    @Test
    void facts_countWhatIsThereAndWhatFailed() throws IOException, InterruptedException {
        assertEquals(new ChatArchive.Facts(2, 4, 0, 0, 0, List.of(), "2026-11-01T11:00:00Z"), archive.facts());

        fixture.chat("new", "New", "one", "two", "three");
        fixture.export(new ChatExporter.Options(ExportFormat.MARKDOWN, List.of(), null, null));
        assertEquals(3, archive.facts().chats());
        assertEquals(7, archive.facts().messages());
    }

    @Test
    void anotherAccount_isRefused() {
        fixture.userId(2);

        var failure = assertThrows(ArchiveException.class, fixture::export);

        assertEquals("it has the chats of another account", failure.getMessage());
    }

    @Test
    void unknownAccount_isNotRefused() throws IOException, InterruptedException {
        fixture.userId(2);
        fixture.settingsFailure(new PoeFailure.UnexpectedResponse("No settings.", Spend.NONE));

        fixture.export();

        assertEquals(1L, ArchiveFolder.manifestIn(folder).userId());
    }

    @Test
    void failedExport_leavesWhatIsFound() throws IOException, InterruptedException {
        fixture.failure(new PoeFailure.AuthExpired("Signed out.", Via.ACCOUNT, Spend.NONE));

        assertThrows(PoeException.class, fixture::export);

        List<MessageHit> hits = archive.search("rye", 0, 10, LONG).hits();
        assertEquals("With **rye** flour.", hits.get(0).snippet().marked("**", "**"));
    }
}
