package dev.poemcp.server.cds;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.poe.file.FolderTree;
import dev.poemcp.server.child.ChildServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes the archive: starts the server as a host does, with the JVM's option to write an archive at its end, and has it
 * do what servers do, against the emulator. A process of its own, so that it can be slow.
 */
public final class ArchiveTraining {
    /** Writing takes up to 5 s on a slow machine. */
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private static final Map<String, Object> STATELESS = Map.of(
            "io.modelcontextprotocol/protocolVersion",
            "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities",
            Map.of());

    private final ProgramArchive archive;

    private ArchiveTraining(ProgramArchive archive) {
        this.archive = archive;
    }

    /** @param args the file of the archive, or a folder for it */
    public static void main(String[] args) throws IOException, InterruptedException {
        var archive = ProgramArchive.at(Path.of(args[0]).toAbsolutePath());
        Files.createDirectories(archive.file().getParent());
        new ArchiveTraining(archive).makeUnlessAnotherDoes();
    }

    private void makeUnlessAnotherDoes() throws IOException, InterruptedException {
        var lockFile = Path.of(archive.file() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && !archive.isCurrent()) {
                make();
            }
        }
    }

    private void make() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory(archive.file().getParent(), "training");
        var temporary = folder.resolve("archive");
        try {
            train(temporary, folder);
            archive.replaceBy(temporary);
        } finally {
            FolderTree.delete(folder);
        }
    }

    private void train(Path temporary, Path home) throws IOException, InterruptedException {
        try (var poe = PoeEmulator.start()) {
            var builder = new ProcessBuilder(ChildServer.command(List.of(archive.writingOption(temporary))))
                    .redirectError(Redirect.DISCARD);
            // Nothing of the user's: neither credentials nor folders.
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "HOME", home.toString(),
                            "LC_ALL", "C.UTF-8",
                            "POE_BASE_URL", poe.url().toString(),
                            // Not an https server, but TLS is loaded until that is known.
                            "POE_API_BASE_URL", "https://127.0.0.1:" + poe.url().getPort(),
                            "POE_API_KEY", poe.apiKey(),
                            "POE_P_B", poe.account().pB(),
                            "POE_P_LAT", poe.account().pLat()));
            try (var server = ChildServer.start(builder)) {
                use(server);
                server.stop(END_LIMIT);
            }
        }
    }

    private static void use(ChildServer server) throws IOException, InterruptedException {
        server.initialize("poe-mcp training");
        server.request("tools/list", Map.of(), unused -> {});
        server.request("server/discover", Map.of("_meta", STATELESS), unused -> {});
        var text = "A few words, so that there is something to stream.";
        var sent = server.request(
                "tools/call",
                Map.of(
                        "name", "send_message",
                        "arguments", Map.of("bot", "Echo", "message", text),
                        "_meta", Map.of("progressToken", 1)),
                unused -> {});
        var chat = sent.path("structuredContent").path("chat").path("chat_code").asText();
        call(server, "get_reply", Map.of("chat_code", chat));
        call(server, "get_settings", Map.of());
        call(server, "get_chat_history", Map.of());
        call(server, "get_bot_info", Map.of("bot_handle", "Echo"));
        call(server, "list_models", Map.of());
        server.request("resources/list", Map.of(), unused -> {});
        server.request("resources/read", Map.of("uri", "poe://chats/" + chat), unused -> {});
        server.request("prompts/list", Map.of(), unused -> {});
        server.request("tools/call", Map.of("name", "get_settings", "_meta", STATELESS), unused -> {});
    }

    /** Whatever comes of it: the classes count. */
    private static void call(ChildServer server, String tool, Map<String, Object> arguments)
            throws IOException, InterruptedException {
        server.request("tools/call", Map.of("name", tool, "arguments", arguments), unused -> {});
    }
}
