package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SeededHistory;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.emulator.control.StoredChat;
import dev.poemcp.server.export.ChatExporter.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Archives of a large account, made by a process of its own, equal the account. Every build has a small one;
 * {@code -Dexport.scale=full} takes the sizes of many years, and prints what they cost; {@code -Dexport.flags=…} gives
 * the JVM other flags than the launcher does, and {@code -Dexport.seed=…} kills it where it was killed before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExportScaleIT {
    private static final String FULL = "full";
    private static final boolean IS_FULL = FULL.equals(System.getProperty("export.scale"));
    private static final SeededHistory HISTORY =
            IS_FULL ? new SeededHistory(1, 2_000, 100_000, 2_000, 300) : new SeededHistory(1, 120, 3_000, 100, 300);
    private static final SeededHistory ONE_LONG_CHAT = new SeededHistory(2, 1, 50_000, 0, 500);
    private static final int KILLS = IS_FULL ? 20 : 3;
    private static final int MAX_REQUESTS = 50;

    private final PoeEmulator poe = start(HISTORY);
    private final List<StoredChat> account = poe.history().chats();

    /** Of the newest build, as the sandbox. */
    private static PoeEmulator start(SeededHistory history) {
        PoeEmulator poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
        poe.history().add(history);
        return poe;
    }

    @AfterAll
    void stop() {
        poe.close();
    }

    private static int messages(List<StoredChat> chats) {
        return chats.stream().mapToInt(chat -> chat.messages().size()).sum();
    }

    private static RunningExport.Outcome export(PoeEmulator poe, ExportFormat format, Path folder)
            throws IOException, InterruptedException {
        poe.requests().clear();
        RunningExport.Outcome outcome = RunningExport.start(poe, format, folder).end();
        long saved = outcome.count(State.SAVED);
        int chats = outcome.chats().size();
        String rate = saved < chats
                ? ""
                : ", " + messages(poe.history().chats()) * 1000L / Math.max(1, outcome.millis()) + " messages/s";
        System.out.println(format + ": " + saved + " of " + chats + " chats saved in " + outcome.millis() + " ms" + rate
                + ", peak " + outcome.peakKilobytes() / 1024 + " MB");
        return outcome;
    }

    @Test
    void archive_equalsTheAccount_andSecondExportReadsOnlyTheList(@TempDir Path folder) throws Exception {
        Path archive = RunningExport.archive(folder);

        RunningExport.Outcome first = export(poe, ExportFormat.JSON, folder);

        assertEquals(account.size(), first.count(State.SAVED));
        assertEquals(List.of(), ArchiveComparison.problems(archive, ExportFormat.JSON, account));
        Map<Path, Object> before = versions(archive);

        RunningExport.Outcome second = export(poe, ExportFormat.JSON, folder);

        int requests = poe.requests().all().size();
        System.out.println("second export: " + requests + " requests, " + size(archive) / 1_000_000 + " MB in all");
        assertEquals(account.size(), second.count(State.UNCHANGED));
        assertTrue(requests < MAX_REQUESTS, () -> poe.requests().all().toString());
        assertEquals(before, versions(archive), "no file of a chat is written again");

        if (IS_FULL) {
            RunningExport.Outcome markdown = export(poe, ExportFormat.MARKDOWN, folder);

            assertEquals(account.size(), markdown.count(State.SAVED));
            assertEquals(List.of(), ArchiveComparison.problems(archive, ExportFormat.MARKDOWN, account));
        }
    }

    /** When each file of a chat or an attachment was written, and which of those with its name it is. */
    private static Map<Path, Object> versions(Path archive) throws IOException {
        Map<Path, Object> versions = new HashMap<>();
        for (Path file : allFiles(archive)) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            versions.put(file, attributes.lastModifiedTime() + " " + attributes.fileKey());
        }
        return versions;
    }

    private static List<Path> allFiles(Path archive) throws IOException {
        var files = new ArrayList<Path>(ArchiveComparison.files(archive));
        files.removeIf(file -> file.endsWith("manifest.json") || Files.isDirectory(file));
        files.addAll(ArchiveComparison.files(archive.resolve(ArchiveFolder.ATTACHMENTS)));
        return files;
    }

    private static long size(Path archive) throws IOException {
        long size = 0;
        for (Path file : allFiles(archive)) {
            size += Files.size(file);
        }
        return size;
    }

    @Test
    void killedExports_leaveOnlyWholeFiles_andTheLastOneCompletesThem(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("export.seed", new Random().nextLong());
        System.out.println("kills: -Dexport.seed=" + seed);
        var random = new Random(seed);
        Path archive = RunningExport.archive(folder);

        for (int kills = 0; kills < KILLS; ) {
            // The first line is that of the start.
            int lines = 1 + random.nextInt(account.size());
            int millis = random.nextInt(40);
            boolean killed = RunningExport.start(poe, ExportFormat.JSON, folder).kill(lines, millis);
            kills += killed ? 1 : 0;

            assertEquals(
                    List.of(),
                    ArchiveComparison.problemsOfPart(archive, account),
                    () -> "after " + lines + " lines and " + millis + " ms");
        }

        RunningExport.Outcome last = export(poe, ExportFormat.JSON, folder);

        assertEquals(account.size(), last.count(State.SAVED) + last.count(State.UNCHANGED));
        assertEquals(List.of(), ArchiveComparison.problems(archive, ExportFormat.JSON, account));
        try (Stream<Path> attachments = Files.list(archive.resolve(ArchiveFolder.ATTACHMENTS))) {
            assertEquals(
                    List.of(),
                    attachments
                            .filter(file -> file.getFileName().toString().startsWith(".writing"))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "export.scale", matches = FULL)
    void chatWith50000Messages_isExportedWithLittleMemory(ExportFormat format, @TempDir Path folder) throws Exception {
        try (PoeEmulator other = start(ONE_LONG_CHAT)) {
            export(other, format, folder);

            assertEquals(
                    List.of(),
                    ArchiveComparison.problems(
                            RunningExport.archive(folder),
                            format,
                            other.history().chats()));
        }
    }
}
