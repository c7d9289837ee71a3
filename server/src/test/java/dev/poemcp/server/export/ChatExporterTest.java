package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.poemcp.poe.Account;
import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import dev.poemcp.server.export.ChatExporter.Options;
import dev.poemcp.server.export.ChatExporter.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export saves, leaves and marks. */
final class ChatExporterTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    /** The account: messages by chat. */
    private final Map<Chat, List<Message>> account = new LinkedHashMap<>();

    private final Map<String, PoeFailure> failures = new HashMap<>();
    private final Chats chats = mock(Chats.class);
    private final Account poeAccount = mock(Account.class);
    private long userId = 1;
    private final List<String> told = new ArrayList<>();
    private int reads;

    @TempDir
    private Path folder;

    ChatExporterTest() {
        when(poeAccount.settings()).thenAnswer(call -> settings(userId));
        when(chats.history(anyInt(), any()))
                .thenAnswer(call -> page(List.copyOf(account.keySet()), call.getArgument(0), call.getArgument(1)));
        when(chats.get(any()))
                .thenAnswer(call -> chat(call.getArgument(0, ChatRef.class).toString()));
        when(chats.messages(any(), anyInt(), any())).thenAnswer(call -> {
            Chat chat = chat(call.getArgument(0, ChatRef.class).toString());
            reads++;
            if (failures.containsKey(chat.chatCode())) {
                throw new PoeException(failures.get(chat.chatCode()));
            }
            return new Chats.ChatPage(
                    chat, newest(account.getOrDefault(chat, List.of()), call.getArgument(1), call.getArgument(2)));
        });
    }

    private static AccountSettings settings(long userId) {
        var points = new AccountSettings.Points(null, null, null, null);
        return new AccountSettings(userId, null, points, null, null, null, null, null, null);
    }

    private Chat chat(String code) {
        return account.keySet().stream()
                .filter(chat -> chat.chatCode().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static <T> Page<T> page(List<T> all, int count, @Nullable String cursor) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + count);
        return new Page<>(all.subList(from, to), to == all.size() ? null : Integer.toString(to));
    }

    private static Page<Message> newest(List<Message> all, int count, @Nullable String cursor) {
        int to = cursor == null ? all.size() : Integer.parseInt(cursor);
        int from = Math.max(0, to - count);
        return new Page<>(all.subList(from, to), from == 0 ? null : Integer.toString(from));
    }

    private Chat add(String code, String title, Instant last, String... texts) {
        var chat =
                new Chat((long) code.hashCode(), code, title, URI.create("https://poe.com/chat/" + code), "Bot", last);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            String author = i % 2 == 0 ? "user" : "Bot";
            messages.add(new Message(i + 1L, "m" + i, author, texts[i], "complete", TIME.plusSeconds(i), List.of()));
        }
        account.put(chat, messages);
        return chat;
    }

    private ChatExporter.Summary export(Options options) throws IOException, InterruptedException {
        told.clear();
        try (var archive = ArchiveFolder.open(folder)) {
            return new ChatExporter(
                            poeAccount,
                            chats,
                            archive,
                            options,
                            new Pace(time -> {}, System::nanoTime),
                            () -> TIME,
                            (done, all, code, state, file, failure) ->
                                    told.add(done + "/" + all + " " + code + " " + state))
                    .run();
        }
    }

    private ChatExporter.Summary export(ExportFormat format) throws IOException, InterruptedException {
        return export(new Options(format, List.of(), null, null));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals("manifest.json"))
                    .sorted()
                    .toList();
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(read("manifest.json")).path("chats");
    }

    @Test
    void markdown_hasFrontMatterAndEveryMessage() throws Exception {
        String[] texts = new String[250];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "text " + i + ".";
        }
        add("abc1", "Title: \"quoted\" #1", TIME.plusSeconds(400), texts);

        var summary = export(ExportFormat.MARKDOWN);

        String text = read("20261101-1000 Title quoted #1-abc1.md");
        JsonNode front = new YAMLMapper().readTree(text.split("---\n", 3)[1]);
        assertEquals("Title: \"quoted\" #1", front.path("title").asText());
        assertEquals(250, front.path("messages").asInt());
        assertEquals("2026-11-01T10:00:00Z", front.path("created").asText());
        int at = 0;
        for (String part : texts) {
            at = text.indexOf("\n\n" + part + "\n", at);
            assertTrue(at >= 0, () -> part + " is missing, or not in its place");
        }
        assertEquals(Map.of(State.SAVED, 1), summary.chats());
        assertEquals(250, manifest().path("abc1").path("newest_message_id").asInt());
    }

    @Test
    void json_hasAllThatPoeTells() throws Exception {
        Chat chat = add("abc1", "T", TIME);
        var attachment = new Attachment("a.png", "image/png", URI.create("https://cdn.example/a"), 3L);
        account.put(chat, List.of(new Message(7, null, "Bot", "a\n\"b\"", "error_llm", TIME, List.of(attachment))));

        export(ExportFormat.JSON);

        String text = read("20261101-1000 T-abc1.json");
        assertEquals(List.of(), schemaProblems(text));
        JsonNode json = new ObjectMapper().readTree(text);
        JsonNode message = json.path("messages").path(0);
        assertEquals("abc1", json.path("chat_code").asText());
        assertEquals(7, message.path("message_id").asLong());
        assertTrue(message.path("message_code").isNull());
        assertEquals("a\n\"b\"", message.path("text").asText());
        assertEquals("error_llm", message.path("state").asText());
        assertEquals(
                "https://cdn.example/a",
                message.path("attachments").path(0).path("url").asText());
    }

    private static List<String> schemaProblems(String json) throws IOException {
        Path schema = Path.of(System.getProperty("project.root"), "docs", "export.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(schema), InputFormat.JSON)
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void html_showsTextsAsTheyAre_withAnIndex() throws Exception {
        add("abc1", "<b>T</b>", TIME, "<script>alert(1)</script> & \"x\"");

        export(ExportFormat.HTML);

        String html = read("20261101-1000 b T b-abc1.html");
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"), html);
        assertFalse(html.contains("<script"), html);
        assertTrue(read("index.html").contains("&lt;b&gt;T&lt;/b&gt;"));
        assertTrue(read("index.html").contains("href=\"20261101-1000%20b%20T%20b-abc1.html\""), read("index.html"));
    }

    @Test
    void secondExport_readsOnlyWhatHasChanged() throws Exception {
        add("old1", "Old", TIME, "a");
        add("new1", "New", TIME, "b");
        export(ExportFormat.MARKDOWN);
        reads = 0;
        account.remove(chat("new1"));
        add("new1", "Renamed", TIME.plusSeconds(60), "b", "c");

        var summary = export(ExportFormat.MARKDOWN);

        assertEquals(Map.of(State.SAVED, 1, State.UNCHANGED, 1), summary.chats());
        assertEquals(1, reads);
        assertEquals(List.of("20261101-1000 Old-old1.md", "20261101-1000 Renamed-new1.md"), files());
    }

    @Test
    void failedChat_keepsWhatWasSaved_andIsTriedAgain() throws Exception {
        add("bad1", "Bad", TIME, "first");
        add("good", "Good", TIME, "x");
        export(ExportFormat.MARKDOWN);
        account.remove(chat("bad1"));
        add("bad1", "Bad", TIME.plusSeconds(9), "first", "second");
        failures.put("bad1", new PoeFailure.UnexpectedResponse("nonsense", Spend.NONE));

        var failed = export(ExportFormat.MARKDOWN);
        String kept = read("20261101-1000 Bad-bad1.md");
        String why = manifest().path("bad1").path("failure").asText();
        failures.clear();
        var repaired = export(ExportFormat.MARKDOWN);

        assertEquals(Map.of(State.FAILED, 1, State.UNCHANGED, 1), failed.chats());
        assertTrue(kept.contains("first") && !kept.contains("second"), kept);
        assertTrue(why.contains("nonsense"), why);
        assertEquals(1, repaired.chats().get(State.SAVED));
        assertTrue(read("20261101-1000 Bad-bad1.md").contains("second"));
    }

    @Test
    void deletedChat_staysAndIsMarked() throws Exception {
        add("gone", "Gone", TIME, "x");
        add("here", "Here", TIME, "y");
        export(ExportFormat.MARKDOWN);
        account.remove(chat("gone"));

        var summary = export(ExportFormat.MARKDOWN);

        assertEquals(1, summary.chats().get(State.DELETED));
        assertTrue(manifest().path("gone").path("deleted").asBoolean());
        assertTrue(files().contains("20261101-1000 Gone-gone.md"));
        assertEquals(List.of("1/2 here UNCHANGED", "2/2 gone DELETED"), told);
    }

    @Test
    void selection_marksNothingAsDeleted() throws Exception {
        add("new1", "New", TIME.plusSeconds(100), "x");
        add("old1", "Old", TIME, "y");
        export(ExportFormat.MARKDOWN);
        account.remove(chat("old1"));

        export(new Options(ExportFormat.MARKDOWN, List.of(new ChatRef.ByCode("new1")), null, null));
        export(new Options(ExportFormat.MARKDOWN, List.of(), TIME.plusSeconds(50), null));

        assertFalse(manifest().path("old1").path("deleted").asBoolean());
        assertEquals(List.of("1/1 new1 UNCHANGED"), told);
    }

    @Test
    void expiredSignIn_endsTheExport_andKeepsWhatIsSaved() throws Exception {
        add("one1", "One", TIME, "x");
        add("two1", "Two", TIME, "y");
        failures.put("two1", new PoeFailure.AuthExpired("signed out", Via.ACCOUNT, Spend.NONE));

        assertThrows(PoeException.class, () -> export(ExportFormat.MARKDOWN));

        assertEquals("One", manifest().path("one1").path("title").asText());
        assertEquals(List.of("20261101-1000 One-one1.md"), files());
    }
}
