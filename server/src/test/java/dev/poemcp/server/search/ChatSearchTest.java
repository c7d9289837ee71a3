package dev.poemcp.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in an index, and what becomes of one that cannot be used. */
final class ChatSearchTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    private Path folder;

    private ChatSearch search = new ChatSearch(Path.of("unused"));

    @AfterEach
    void close() {
        search.close();
    }

    private void index(Chat chat, String... texts) throws IOException {
        try (var index = ChatIndex.open(folder)) {
            index.put(chat, messages(chat, texts), "1");
            index.commit(true);
        }
        search.close();
        search = new ChatSearch(folder);
    }

    private static Chat chat(String code, @Nullable String title, String bot) {
        return new Chat(7L, code, title, URI.create("https://poe.com/chat/" + code), bot, TIME);
    }

    private static List<Message> messages(Chat chat, String... texts) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            String author = i % 2 == 0 ? "user" : String.valueOf(chat.bot());
            Instant time = TIME.plusSeconds(86_400L * i);
            messages.add(new Message(i + 1L, "m" + i, author, texts[i], "complete", time, List.of()));
        }
        return messages;
    }

    private List<Long> found(String query) throws IOException {
        return search.search(query, 0, 50).hits().stream()
                .map(MessageHit::messageId)
                .toList();
    }

    @Test
    void hit_hasTheFactsOfItsMessage() throws IOException {
        index(chat("abc", "Bread", "Claude"), "How do I bake?", "With rye flour.\nAnd water.");

        MessageHit hit = search.search("rye", 0, 10).hits().get(0);

        assertEquals(new MessageHit("abc", 7L, "Bread", 2, "Claude", TIME.plusSeconds(86_400), hit.snippet()), hit);
        assertEquals("With **rye** flour. And water.", hit.snippet().marked("**", "**"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How do I run this test?                                  | running",
                "I was running through the woods with my dogs             | runs dog",
                "Ich habe die Häuser in der Stadt gesehen                 | Haus",
                "Les chevaux étaient dans la forêt avec les chanteuses    | cheval foret chanteuse",
                "Los niños están jugando en la calle con sus amigos       | niño amigo calles",
                "Я читаю интересные книги о машинах                       | книга машина",
                "De kinderen spelen met hun boeken in het huis            | boek kind",
                "機械学習について教えてください                                | 機械学習",
                "機械学習について教えてください                                | 学習",
                "我喜欢黑猫                                                | 猫",
                "인공지능에 대해 알려주세요                                    | 인공지능",
                "ﬁrst café in ＴＯＫＹＯ                                     | cafe tokyo",
                "The state-of-the-art e-mail: a@b.example                 | \"state of the art\"",
                "The state-of-the-art e-mail: a@b.example                 | state-of-the-art",
                "Kubernetes deployments                                   | kube*",
                "Kubernetes deployments                                   | Ku*",
                "Go to be there                                           | be* go* th*",
                "Größe, ætla                                              | gr* ae*",
                "東京タワー                                                 | 東京* タワ*",
                "東京タワー                                                 | 京タ*",
                "Kubernetes deployments                                   | KUBERNETES",
                "See Main.java and poe.com/s in snake_case of a:bc, v4.5   | java snake bc 4.5",
                "See Main.java and poe.com/s in snake_case of a:bc, v4.5   | main.java poe.com snake_case",
                "naïve façade                                             | naive facade",
                "שלום עולם                                                | עולם",
                "مرحبا بالعالم                                            | مرحبا",
            })
    void words_areFoundInAnyLanguageAndForm(String text, String query) throws IOException {
        index(chat("abc", "Chat", "Claude"), "Something else.", text);

        assertEquals(List.of(2L), found(query), query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The news of today are good         | new",
                "I bought a new car for you         | news",
                "states of the art                  | \"state of the art\"",
                "我喜欢黑猫                           | 白猫",
                "Bread with rye                     | bread -rye",
                "Kubernetes                         | ube*",
                "Kubernetes                         | ub*",
                "東京タワー                           | 京都*",
                "runs                               | ru",
            })
    void otherWords_areNotFound(String text, String query) throws IOException {
        index(chat("abc", "Chat", "Claude"), text);

        assertEquals(List.of(), found(query), query);
    }

    @Test
    void allWords_areWanted_orElseMostOfThem() throws IOException {
        index(chat("abc", null, "Claude"), "red green", "red blue", "red green blue");

        assertEquals(List.of(3L), found("red green blue"));
        assertEquals(List.of(3L), found("green blue"));
        assertEquals(List.of(1L, 3L), found("green yellow").stream().sorted().toList());
    }

    @Test
    void title_countsMore_andStandsForItsChatOnce() throws IOException {
        index(chat("aaa", "Notes", "Claude"), "About holidays in Greece.", "Fine.");
        index(chat("bbb", "Holidays", "Claude"), "Where to go?", "To Greece.", "By ferry.");

        var title = search.search("holidays", 0, 10).hits();
        assertEquals(List.of("bbb 1", "aaa 1"), ids(title));
        assertEquals("Where to go?", title.get(0).snippet().marked("**", "**"));
        assertEquals(
                List.of("bbb 2", "aaa 1"),
                ids(search.search("holidays greece", 0, 10).hits()));
    }

    private static List<String> ids(List<MessageHit> hits) {
        return hits.stream().map(hit -> hit.chatCode() + " " + hit.messageId()).toList();
    }

    @Test
    void filters_restrict() throws IOException {
        index(chat("aaa", "A", "Claude-Sonnet-4.5"), "apple", "apple pie");
        index(chat("bbb", "B", "GPT-5"), "apple", "apple tart");

        assertEquals(List.of("aaa 1", "aaa 2"), sorted("apple bot:claude"));
        assertEquals(List.of("bbb 1", "bbb 2"), sorted("apple bot:gpt"));
        assertEquals(List.of("aaa 1", "aaa 2"), sorted("BOT:\"sonnet 4.5\" apple"));
        assertEquals(List.of("aaa 1", "bbb 1"), sorted("apple before:2026-11-02"));
        assertEquals(List.of("aaa 2", "bbb 2"), sorted("apple after:2026-11-02"));
        assertEquals(List.of(), sorted("apple after:2026-11-02T10:00:01Z"));
        assertEquals(
                List.of("bbb 2", "bbb 1"), ids(search.search("bot:gpt", 0, 10).hits()), "filters alone: newest first");
    }

    private List<String> sorted(String query) throws IOException {
        return ids(search.search(query, 0, 50).hits()).stream().sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apple \"pie",
                "\"apple pie",
                "before:yesterday apple",
                "after:2026-13-01 apple",
                "-bot:x apple",
                "apple AND (pie OR [tart",
                "apple~~ pie^^ \\",
                "apple *",
                "apple + - ! ?"
            })
    void unreadableQuery_isSearchedAsPlainWords(String query) throws IOException {
        index(
                chat("abc", "Chat", "Claude"),
                "Yesterday I had an apple pie, not text. x and or tart 2026-13-01 bot after");

        assertEquals(List.of(1L), found(query), query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "!!!", "-", "*", "bot:", "\u0000", "🎉🎉"})
    void nothingToLookFor_findsNothing(String query) throws IOException {
        index(chat("abc", "Chat", "Claude"), "Some text");

        assertEquals(List.of(), found(query), query);
    }

    @Test
    void pages_followEachOther() throws IOException {
        index(chat("abc", null, "Claude"), "apple 1", "apple 2", "apple 3", "apple 4", "apple 5");

        var first = search.search("apple", 0, 2);
        var second = search.search("apple", 2, 2);
        var third = search.search("apple", 4, 2);

        assertEquals(List.of(true, true, false), List.of(first.more(), second.more(), third.more()));
        assertEquals(
                List.of("abc 1", "abc 2", "abc 3", "abc 4", "abc 5"),
                ids(List.of(first, second, third).stream()
                                .flatMap(page -> page.hits().stream())
                                .toList())
                        .stream()
                        .sorted()
                        .toList());
        assertEquals(List.of(), search.search("apple", 900, 50).hits());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "running                  | I [run] while my state is in the heart of the state of the art",
                "he*                      | I run while my state is in the [heart] of the state of the art",
                "hear*                    | I run while my state is in the [heart] of the state of the art",
                "state                    | I run while my [state] is in the heart of the [state] of the art",
                "\"state of the art\"       | I run while my state is in the heart of the [state of the art]",
                "\"state of the art\" run   | I [run] while my state is in the heart of the [state of the art]",
                "\"state of the art\" he*   | I run while my state is in the [heart] of the [state of the art]",
            })
    void snippet_marksWhatIsMeant(String query, String marked) throws IOException {
        index(chat("abc", null, "Claude"), "I run while my state is in the heart of the state of the art");

        assertEquals(marked, search.search(query, 0, 1).hits().get(0).snippet().marked("[", "]"));
    }

    @Test
    void longText_hasAShortSnippetAroundTheMatch() throws IOException {
        index(
                chat("abc", null, "Claude"),
                "x".repeat(50) + " " + "word ".repeat(60_000) + "needle " + "😀".repeat(500));

        Snippet snippet = search.search("needle", 0, 1).hits().get(0).snippet();

        assertTrue(snippet.marked("[", "]").contains("[needle]"), snippet::text);
        assertTrue(snippet.text().length() < 500, snippet::text);
    }

    @Test
    void attachmentNames_areFound() throws IOException {
        var message = new Message(
                1, "m", "user", "", "complete", TIME, List.of(new Attachment("invoice.pdf", null, null, null)));
        try (var index = ChatIndex.open(folder)) {
            index.put(chat("abc", null, "Claude"), List.of(message), "1");
            index.commit(true);
        }
        search = new ChatSearch(folder);

        assertEquals(List.of(1L), found("invoice.pdf"));
        assertEquals(List.of(1L), found("invoice*"));
    }

    @Test
    void openSearch_seesWhatIsCommittedLater() throws IOException {
        var chat = chat("abc", "Chat", "Claude");
        index(chat, "apple");
        assertEquals(List.of(1L), found("apple"));

        try (var index = ChatIndex.open(folder)) {
            assertEquals(Map.of("abc", "1"), index.versions());
            index.put(chat, messages(chat, "pear", "apple"), "2");
            index.commit(true);
            assertEquals(List.of(2L), found("apple"));
            index.remove("abc");
        }
        assertEquals(List.of(2L), found("apple"), "what is not committed is gone");
    }

    @Test
    void incompleteOrMissingIndex_isUnusable() throws IOException {
        search = new ChatSearch(folder.resolve("none"));
        assertThrows(IndexUnusableException.class, () -> found("apple"));
        assertFalse(Files.exists(folder.resolve("none")));

        try (var index = ChatIndex.open(folder)) {
            index.put(chat("abc", null, "Claude"), messages(chat("abc", null, "Claude"), "apple"), "1");
            index.commit(false);
            search = new ChatSearch(folder);
            assertThrows(IndexUnusableException.class, () -> found("apple"));
            index.commit(true);
            assertEquals(List.of(1L), found("apple"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 1_000_000})
    void damagedIndex_isUnusable_andMadeNew(int kept) throws IOException {
        index(chat("abc", null, "Claude"), "apple");
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] content = Files.readAllBytes(file);
                byte[] damaged = new byte[Math.min(kept, content.length)];
                for (int i = 0; i < damaged.length; i++) {
                    damaged[i] = (byte) (content[i] ^ 0x55);
                }
                Files.write(file, damaged);
            }
        }

        assertThrows(IndexUnusableException.class, () -> found("apple"));
        index(chat("abc", null, "Claude"), "apple");
        assertEquals(List.of(1L), found("apple"));
    }

    @Test
    void files_areReadableByTheUserAlone() throws IOException {
        index(chat("abc", null, "Claude"), "apple");

        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        () -> file.toString());
            }
        }
    }
}
