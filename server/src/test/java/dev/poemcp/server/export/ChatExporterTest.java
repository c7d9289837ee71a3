package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Message;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export saves, leaves and marks. */
final class ChatExporterTest {
    private static final Instant TIME = ArchiveFixture.TIME;

    private final Path folder;
    private final ArchiveFixture account;
    private final List<String> told = new ArrayList<>();

    ChatExporterTest(@TempDir Path folder) {
        this.folder = folder;
        this.account = new ArchiveFixture(folder);
    }

    private ChatExporter.Summary export(Options options) throws IOException, InterruptedException {
        told.clear();
        return account.export(
                options,
                (done, all, code, state, file, failure) -> told.add(done + "/" + all + " " + code + " " + state));
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
        account.add("abc1", "Title: \"quoted\" #1", TIME.plusSeconds(400), texts);

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
        Chat chat = account.add("abc1", "T", TIME);
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
        account.add("abc1", "<b>T</b>", TIME, "<script>alert(1)</script> & \"x\"");

        export(ExportFormat.HTML);

        String html = read("20261101-1000 b T b-abc1.html");
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"), html);
        assertFalse(html.contains("<script"), html);
        assertTrue(read("index.html").contains("&lt;b&gt;T&lt;/b&gt;"));
        assertTrue(read("index.html").contains("href=\"20261101-1000%20b%20T%20b-abc1.html\""), read("index.html"));
    }

    @Test
    void secondExport_readsOnlyWhatHasChanged() throws Exception {
        account.add("old1", "Old", TIME, "a");
        account.add("new1", "New", TIME, "b");
        export(ExportFormat.MARKDOWN);
        int reads = account.reads();
        account.remove("new1");
        account.add("new1", "Renamed", TIME.plusSeconds(60), "b", "c");

        var summary = export(ExportFormat.MARKDOWN);

        assertEquals(Map.of(State.SAVED, 1, State.UNCHANGED, 1), summary.chats());
        assertEquals(1, account.reads() - reads);
        assertEquals(List.of("20261101-1000 Old-old1.md", "20261101-1000 Renamed-new1.md"), files());
    }

    @Test
    void failedChat_keepsWhatWasSaved_andIsTriedAgain() throws Exception {
        account.add("bad1", "Bad", TIME, "first");
        account.add("good", "Good", TIME, "x");
        export(ExportFormat.MARKDOWN);
        account.remove("bad1");
        account.add("bad1", "Bad", TIME.plusSeconds(9), "first", "second");
        account.failure("bad1", new PoeFailure.UnexpectedResponse("nonsense", Spend.NONE));

        var failed = export(ExportFormat.MARKDOWN);
        String kept = read("20261101-1000 Bad-bad1.md");
        String why = manifest().path("bad1").path("failure").asText();
        account.endFailures();
        var repaired = export(ExportFormat.MARKDOWN);

        assertEquals(Map.of(State.FAILED, 1, State.UNCHANGED, 1), failed.chats());
        assertTrue(kept.contains("first") && !kept.contains("second"), kept);
        assertTrue(why.contains("nonsense"), why);
        assertEquals(1, repaired.chats().get(State.SAVED));
        assertTrue(read("20261101-1000 Bad-bad1.md").contains("second"));
    }

    @Test
    void deletedChat_staysAndIsMarked() throws Exception {
        account.add("gone", "Gone", TIME, "x");
        account.add("here", "Here", TIME, "y");
        export(ExportFormat.MARKDOWN);
        account.remove("gone");

        var summary = export(ExportFormat.MARKDOWN);

        assertEquals(1, summary.chats().get(State.DELETED));
        assertTrue(manifest().path("gone").path("deleted").asBoolean());
        assertTrue(files().contains("20261101-1000 Gone-gone.md"));
        assertEquals(List.of("1/2 here UNCHANGED", "2/2 gone DELETED"), told);
    }

    @Test
    void selection_marksNothingAsDeleted() throws Exception {
        account.add("new1", "New", TIME.plusSeconds(100), "x");
        account.add("old1", "Old", TIME, "y");
        export(ExportFormat.MARKDOWN);
        account.remove("old1");

        export(new Options(ExportFormat.MARKDOWN, List.of(new ChatRef.ByCode("new1")), null, null));
        export(new Options(ExportFormat.MARKDOWN, List.of(), TIME.plusSeconds(50), null));

        assertFalse(manifest().path("old1").path("deleted").asBoolean());
        assertEquals(List.of("1/1 new1 UNCHANGED"), told);
    }

    @Test
    void expiredSignIn_endsTheExport_andKeepsWhatIsSaved() throws Exception {
        account.add("one1", "One", TIME, "x");
        account.add("two1", "Two", TIME, "y");
        account.failure("two1", new PoeFailure.AuthExpired("signed out", Via.ACCOUNT, Spend.NONE));

        assertThrows(PoeException.class, () -> export(ExportFormat.MARKDOWN));

        assertEquals("One", manifest().path("one1").path("title").asText());
        assertEquals(List.of("20261101-1000 One-one1.md"), files());
    }
}
