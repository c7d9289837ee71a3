package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.it.CommandsIT.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An archive of the packaged program: exported, searched from a shell and from a host, and kept up by a server. */
@ExtendWith(ServerExtension.class)
final class SearchChatsIT {
    private final PoeEmulator poe;
    private final Servers servers;
    private final Path archive;

    SearchChatsIT(PoeEmulator poe, Servers servers, @TempDir Path folder) {
        this.poe = poe;
        this.servers = servers;
        this.archive = folder.resolve("my archive");
    }

    private void export() throws Exception {
        CommandResult result = run("export", archive.toString());
        assertEquals(0, result.code(), result::toString);
    }

    private CommandResult run(String... arguments) throws Exception {
        return CommandsIT.run(Launch.serverFor(poe).arguments(arguments));
    }

    private HostSession host() {
        return servers.stdio(Launch.serverFor(poe).env("POE_ARCHIVE", archive.toString()));
    }

    private static JsonNode search(HostSession host, String query) {
        return host.call("search_chats", "query", query).assertOk().structured();
    }

    @Test
    void runningServer_keepsTheArchiveUp_andSearchesItWithoutPoe() throws Exception {
        export();
        run("ask", "-b", "Echo", "A zebrafish in the aquarium");
        HostSession host = host();
        assertTrue(tools(host).contains("search_chats"));

        Waiting.until(
                "what was said before the start is found",
                () -> search(host, "zebrafish bot:echo").path("hits").size() == 2);
        host.call("send_message", "bot", "Echo", "message", "An axolotl, too").assertOk();
        Waiting.until(
                "what is said now is found",
                () -> search(host, "axolotl").path("hits").size() == 2);
        poe.close();

        JsonNode result = search(host, "\"in the aquarium\"");
        JsonNode hit = result.path("hits").path(0);
        assertTrue(hit.path("snippet").asText().startsWith("A zebrafish **in the aquarium**"), hit::toString);
        assertTrue(Instant.parse(result.path("archived_until").asText())
                .isAfter(Instant.now().minusSeconds(600)));
        try (var files = Files.list(archive)) {
            assertTrue(files.filter(file -> file.toString().endsWith(".md"))
                    .anyMatch(file -> read(file).contains("An axolotl, too")));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> tools(HostSession host) {
        return host.list("tools/list", "tools").stream()
                .map(tool -> tool.path("name").asText())
                .toList();
    }

    @Test
    void archiveResource_isListedAndTells() throws Exception {
        export();
        HostSession host = host();

        assertTrue(host.list("resources/list", "resources").stream()
                .anyMatch(resource -> resource.path("uri").asText().equals("poe://archive")));
        JsonNode content = HostSession.result(
                        host.await(host.request("resources/read", object("uri", "poe://archive"))))
                .path("contents")
                .path(0);
        assertEquals("application/json", content.path("mimeType").asText());
        JsonNode facts = new ObjectMapper().readTree(content.path("text").asText());
        assertTrue(facts.path("chats").asInt() > 20, facts::toString);
        assertTrue(facts.path("messages").asInt() > 20, facts::toString);
        assertTrue(facts.path("archived_until").isTextual(), facts::toString);
        assertEquals("[]", facts.path("failed_chats").toString());
    }

    @Test
    void shell_findsWithoutPoe() throws Exception {
        export();
        poe.close();

        CommandResult found = run("search", "--archive", archive.toString(), "capybaras", "bot:Assistant");
        CommandResult json = run("search", "--archive", archive.toString(), "--json", "--count", "1", "the");
        CommandResult none = run("search", "--archive", archive.resolve("none").toString(), "the");

        assertEquals(0, found.code(), found::toString);
        assertTrue(found.stderr().contains("Archived until"), found::toString);
        assertEquals(1, found.stderr().lines().count(), "no library warns: " + found);
        assertEquals(1, new ObjectMapper().readTree(json.stdout()).path("hits").size(), json::toString);
        assertEquals(1, none.code(), none::toString);
        assertTrue(none.stderr().contains("there is no archive in it"), none::toString);
        assertFalse(Files.exists(archive.resolve("none")));
    }

    @Test
    void withoutArchive_orWithManyUsers_thereIsNoSearch() {
        HostSession without = servers.stdio(Launch.serverFor(poe));
        HttpServer many = servers.http(
                Launch.server().env("POE_BASE_URL", poe.url().toString()).env("POE_ARCHIVE", archive.toString()),
                "--multi-user");

        assertFalse(tools(without).contains("search_chats"));
        JsonNode call = without.await(
                without.request("tools/call", object("name", "search_chats", "arguments", object("query", "the"))));
        assertTrue(call.path("error").path("message").asText().contains("POE_ARCHIVE"), call::toString);
        var user =
                new StatelessHttpClient("{}", Map.of("X-Poe-P-B", poe.account().pB()));
        JsonNode listed = user.call(many.uri(), "tools/list", StatelessHttpClient.object("{}"));
        assertTrue(listed.path("result").path("tools").size() > 10, listed::toString);
        assertFalse(listed.toString().contains("search_chats"), listed::toString);
        JsonNode facts =
                user.call(many.uri(), "resources/read", StatelessHttpClient.object("{\"uri\":\"poe://archive\"}"));
        assertTrue(facts.has("error"), facts::toString);
    }

    @Test
    void fileOfTheArchive_isNeverAttached() throws Exception {
        Files.createDirectories(archive);
        Files.writeString(archive.resolve("manifest.json"), "{}");
        HostSession host = servers.stdio(Launch.serverFor(poe)
                .env("POE_ARCHIVE", archive.toString())
                .env("POE_FILES", archive.resolveSibling("").toString()));

        host.call(
                        "send_message",
                        "message",
                        "Read this",
                        "files",
                        List.of(archive.resolve("manifest.json").toString()))
                .assertError("file_rejected");
    }
}
