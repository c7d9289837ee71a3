package dev.poemcp.server.export;

import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Program.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * {@code poe-mcp export} without its pauses, for tests that export much: with them, 100,000 messages take twenty minutes.
 * Prints a line at its start, one for each chat, and what it took.
 */
final class ExportProcess {
    private ExportProcess() {}

    /** @param arguments format and folder; the account is in the environment */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Configuration configuration = Configuration.read(System.getenv(), Map.of(), false, List.of());
        try (Program program = Program.start(configuration);
                ArchiveFolder archive = ArchiveFolder.open(Path.of(arguments[1]))) {
            var options = new ChatExporter.Options(
                    ExportFormat.valueOf(arguments[0]),
                    List.of(),
                    null,
                    program.services().attachmentArchive());
            System.out.println("started");
            long began = System.nanoTime();
            ChatExporter.Summary summary = exporter(program, archive, options).run();
            long millis = (System.nanoTime() - began) / 1_000_000;
            System.out.println(summary.chats());
            System.out.println(millis + " " + peakKilobytes());
        }
        // As the program ends. The threads that downloaded attachments would wait a minute for more.
        System.exit(0);
    }

    /** As {@code ExportCommand} makes it, but at no pace. */
    private static ChatExporter exporter(Program program, ArchiveFolder archive, ChatExporter.Options options) {
        return new ChatExporter(
                program.services().poe().account(),
                program.services().poe().chats(),
                archive,
                options,
                new Pace(time -> {}, System::nanoTime),
                InstantSource.system(),
                (done, all, code, state, file, failure) ->
                        System.out.println(state + " " + code + (failure == null ? "" : " " + failure)));
    }

    /** The most memory that this process has had; 0 where the system does not tell. */
    private static long peakKilobytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? 0
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0);
    }
}
