package dev.poemcp.poe.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.123456Z");

    @TempDir
    Path folder;

    @Test
    void othersConversation_isNotFound() {
        var store = new ConversationStore(null);
        store.put("ada", conversation("api-1", "Hello"));

        assertTrue(store.get("ada", "api-1").isPresent());
        assertEquals(Optional.empty(), store.get("bob", "api-1"));
        assertEquals(List.of(), store.list("bob"));
    }

    @Test
    void tooMany_dropsTheOneUnusedForLongest() {
        var store = new ConversationStore(null, 2, Long.MAX_VALUE);
        store.put("ada", conversation("api-1", "one"));
        store.put("ada", conversation("api-2", "two"));
        assertTrue(store.get("ada", "api-1").isPresent());
        store.put("ada", conversation("api-3", "three"));

        assertTrue(store.get("ada", "api-1").isPresent());
        assertTrue(store.get("ada", "api-2").isEmpty());
    }

    @Test
    void tooManyBytes_dropsOlderOnes_butNeverTheNewest() {
        var store = new ConversationStore(null, 100, 1_500);
        store.put("ada", conversation("api-1", "x".repeat(500)));
        store.put("ada", conversation("api-2", "y".repeat(1_000)));

        assertTrue(store.get("ada", "api-1").isEmpty());
        assertTrue(store.get("ada", "api-2").isPresent());
    }

    @Test
    void replacedConversation_countsOnce() {
        var store = new ConversationStore(null, 100, 3_000);
        store.put("ada", conversation("api-1", "one"));
        for (int i = 0; i < 50; i++) {
            store.put("ada", conversation("api-2", "x".repeat(500)));
        }

        assertTrue(store.get("ada", "api-1").isPresent());
    }

    @Test
    void keptConversation_isReadByAnotherProcess() throws IOException {
        var written = conversation("api-1", "Hello").with(reply());
        new ConversationStore(new ConversationFolder(folder)).put("ada", written);
        var next = new ConversationStore(new ConversationFolder(folder));

        assertEquals(Optional.of(written), next.get("ada", "api-1"));
        assertEquals(List.of(written), next.list("ada"));
        assertEquals(Optional.empty(), next.get("bob", "api-1"));
        var file = folder.resolve("ada").resolve("api-1.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ada"))));
    }

    @Test
    void whatAnotherProcessAdds_isSeen() {
        var one = new ConversationStore(new ConversationFolder(folder));
        var other = new ConversationStore(new ConversationFolder(folder));
        var begun = conversation("api-1", "Hello");
        one.put("ada", begun);
        assertEquals(Optional.of(begun), other.get("ada", "api-1"));
        other.put("ada", begun.with(reply()));

        assertEquals(Optional.of(begun.with(reply())), one.get("ada", "api-1"));
        assertEquals(List.of(begun.with(reply())), one.list("ada"));
    }

    @Test
    void addedMessage_keepsWhatWasAddedSince_andRestoresADroppedConversation() {
        var store = new ConversationStore(null);
        var begun = conversation("api-1", "Hello");
        store.put("ada", begun.with(reply()));
        var late = ConversationMessage.begun(3, "Echo", NOW);

        store.add("ada", begun, late);
        store.add("bob", begun, late);

        assertEquals(Optional.of(begun.with(reply()).with(late)), store.get("ada", "api-1"));
        assertEquals(Optional.of(begun.with(late)), store.get("bob", "api-1"));
    }

    @Test
    void codeThatIsAPath_readsNothing() throws IOException {
        Files.writeString(folder.resolve("api-x.json"), "{}");
        var store = new ConversationStore(new ConversationFolder(folder));

        assertEquals(Optional.empty(), store.get("ada", "api-/../../api-x"));
    }

    @Test
    void damagedFile_isNoConversation() throws IOException {
        Files.createDirectories(folder.resolve("ada"));
        Files.writeString(folder.resolve("ada").resolve("api-1.json"), "{\"code\": ");
        Files.writeString(folder.resolve("ada").resolve("api-2.json"), "{\"code\": \"api-2\", \"messages\": []}");
        var store = new ConversationStore(new ConversationFolder(folder));

        assertEquals(Optional.empty(), store.get("ada", "api-1"));
        assertEquals(List.of(), store.list("ada"));
    }

    @Test
    void removedConversation_isGoneFromMemoryAndDisk() {
        var store = new ConversationStore(new ConversationFolder(folder));
        store.put("ada", conversation("api-1", "Hello"));
        store.remove("ada", "api-1");

        assertEquals(Optional.empty(), store.get("ada", "api-1"));
        assertTrue(Files.notExists(folder.resolve("ada").resolve("api-1.json")));
    }

    @Test
    void folderThatCannotBeWritten_keepsInMemory() throws IOException {
        var file = Files.writeString(folder.resolve("occupied"), "");
        var store = new ConversationStore(new ConversationFolder(file));
        store.put("ada", conversation("api-1", "Hello"));

        assertTrue(store.get("ada", "api-1").isPresent());
    }

    @Test
    void upToQuestion_dropsTheAnswersAfterTheLastQuestion() {
        var asked = conversation("api-1", "Hello");

        assertEquals(asked, asked.with(reply()).upToQuestion());
    }

    @Test
    void title_isTheBeginningOfTheFirstMessage() {
        assertEquals("Hello", conversation("api-1", "\n Hello\nyou").title());
        assertEquals(
                80, conversation("api-1", "\uD83D\uDC38".repeat(200)).title().codePointCount(0, 159));
    }

    private static Conversation conversation(String code, String text) {
        return Conversation.of(
                code,
                ConversationMessage.ofUser(
                        1,
                        text,
                        NOW,
                        List.of(new KeptFile("a.png", "image/png", "AAAA", null, 3L)),
                        Map.of("temperature", 0.5)));
    }

    private static ConversationMessage reply() {
        return new ConversationMessage(
                2,
                "Haiku",
                "Frogs",
                Reply.State.COMPLETE,
                NOW,
                List.of(new KeptFile("b.png", "image/png", null, URI.create("https://example.org/b.png"), null)),
                Map.of(),
                List.of("More?"),
                12L,
                345,
                null);
    }
}
