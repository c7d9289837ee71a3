package dev.poemcp.server.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp export} against an emulated site. */
final class ExportCommandIT {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};

    private final Path home;
    private final Path archive;
    /** After the chats that every emulator has. */
    private final String since = Instant.now().minusSeconds(3600).toString();

    ExportCommandIT(@TempDir Path folder) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        this.archive = folder.resolve("archive");
    }

    private CommandLine run(PoeEmulator poe, int code, String... arguments) throws IOException {
        var file = Files.createDirectories(home.resolve(".config/poe-mcp")).resolve("credentials.json");
        Files.writeString(file, "{\"p_b\": \"" + poe.account().pB() + "\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var terminal = new CommandLine(home);
        var all = Stream.concat(
                        Stream.of(arguments), Stream.of("--base-url", poe.url().toString()))
                .toArray(String[]::new);
        assertEquals(code, terminal.run(all), terminal::stderr);
        return terminal;
    }

    private List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void chats_areSavedWithTheirPictures_andOnlyOnce() throws IOException {
        try (var poe = PoeEmulator.start()) {
            poe.bot("Painter").says("Here it is.").attaches("picture.png", "image/png", PICTURE);
            run(poe, 0, "ask", "-b", "Painter", "Draw a tree");
            run(poe, 0, "ask", "-b", "Painter", "Draw a house");

            var first = run(poe, 0, "export", archive.toString(), "--since", since);
            int reads = poe.requests().all().size();
            var second = run(poe, 0, "export", archive.toString(), "--since", since, "--json");

            assertTrue(first.stderr().contains("2 saved, 0 unchanged, 0 failed, 0 deleted"), first.stderr());
            assertTrue(second.stderr().contains("0 saved, 2 unchanged"), second.stderr());
            assertTrue(poe.requests().all().size() - reads < 10, "the second export reads the list only");
            var line = new ObjectMapper()
                    .readTree(second.stdout().lines().findFirst().orElseThrow());
            assertEquals("unchanged", line.path("state").asText());
            assertEquals(2, line.path("all").asInt());
            List<String> pictures = names(archive.resolve("attachments"));
            assertEquals(1, pictures.size(), "the same picture is kept once");
            assertArrayEquals(
                    PICTURE, Files.readAllBytes(archive.resolve("attachments").resolve(pictures.get(0))));
            String chat = names(archive).stream()
                    .filter(name -> name.endsWith(".md"))
                    .findFirst()
                    .orElseThrow();
            String text = Files.readString(archive.resolve(chat));
            assertTrue(text.contains("![picture.png](<attachments/" + pictures.get(0) + ">)"), text);
            assertTrue(text.contains("Here it is."), text);
        }
    }

    @Test
    void otherFormat_replacesTheFiles_andBringsWhatWasLeftOut() throws IOException {
        try (var poe = PoeEmulator.start()) {
            poe.bot("Painter").says("Here.").attaches("picture.png", "image/png", PICTURE);
            run(poe, 0, "ask", "-b", "Painter", "Draw");

            var without = run(poe, 0, "export", archive.toString(), "--since", since, "--no-attachments");
            var with = run(poe, 0, "export", archive.toString(), "--since", since, "--format", "json");

            assertTrue(without.stderr().contains("1 saved"), without.stderr());
            assertTrue(with.stderr().contains("1 saved"), with.stderr());
            assertEquals(
                    1,
                    names(archive).stream()
                            .filter(name -> name.endsWith(".json") && !name.startsWith("m"))
                            .count());
            assertEquals(
                    0,
                    names(archive).stream().filter(name -> name.endsWith(".md")).count());
            assertEquals(1, names(archive.resolve("attachments")).size());
        }
    }

    @Test
    void chat_isNamedAsForAsk() throws IOException {
        try (var poe = PoeEmulator.start()) {
            var chat = poe.history().chats().get(0);
            String id = Long.toString(chat.chatId());
            String url =
                    poe.url().resolve("/chat/" + chat.code() + "?utm_source=x").toString();

            var byId = run(poe, 0, "export", archive.toString(), "--chat", id);
            var byUrl = run(poe, 0, "export", archive.toString(), "--chat", url, "--chat", chat.code());

            assertTrue(byId.stderr().contains("1 saved"), byId.stderr());
            assertTrue(byUrl.stderr().contains("1 saved"), byUrl.stderr());
            assertEquals(
                    1,
                    names(archive).stream().filter(name -> name.endsWith(".md")).count());
        }
    }

    @Test
    void folderThatCannotBeWritten_isExplained_andNothingIsLost() throws IOException {
        try (var poe = PoeEmulator.start()) {
            run(poe, 0, "ask", "-b", "Echo", "Hello");
            run(poe, 0, "export", archive.toString(), "--since", since);
            Path records = archive.resolve(".records");
            Path moved = Files.move(records, archive.resolveSibling("moved"));
            Files.writeString(records, "in the way");

            var failed = run(poe, 1, "export", archive.toString(), "--since", since);
            Files.delete(records);
            Files.move(moved, records);
            var again = run(poe, 0, "export", archive.toString(), "--since", since);

            assertTrue(failed.stderr().contains("cannot be written any further"), failed.stderr());
            assertTrue(again.stderr().contains("0 saved, 1 unchanged"), again.stderr());
        }
    }

    @Test
    void wrongCommandLine_isExplained() throws IOException {
        try (var poe = PoeEmulator.start()) {
            Files.createDirectories(archive);
            Files.writeString(archive.resolve("mine.txt"), "x");

            var occupied = run(poe, 1, "export", archive.toString());
            var date = run(poe, 2, "export", archive.toString(), "--since", "yesterday");
            var chat = run(poe, 2, "export", archive.toString(), "--chat", "../x");
            var format = run(poe, 2, "export", archive.toString(), "--format", "pdf");

            assertTrue(occupied.stderr().contains("is not used, since it has files that are not"), occupied.stderr());
            assertTrue(date.stderr().contains("\"yesterday\" is not a date"), date.stderr());
            assertTrue(chat.stderr().contains("The argument CHAT must be a code of letters and digits"), chat.stderr());
            assertTrue(format.stderr().contains("pdf"), format.stderr());
            assertEquals(List.of("mine.txt"), names(archive));
        }
    }
}
