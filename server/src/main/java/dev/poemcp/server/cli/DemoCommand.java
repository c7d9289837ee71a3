package dev.poemcp.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.child.ChildServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/**
 * Acts as a host to show that everything works: starts the server as a child process, lists its tools, sends two
 * messages, reads a resource. Always uses the sandbox, so that a demo costs no points.
 */
@Command(name = "demo", description = "Play a host against the sandbox: no account, no network, no points.")
final class DemoCommand implements Callable<Integer> {
    /** Of a transcript, whose texts were printed already. */
    private static final int MAX_LINE_LENGTH = 160;

    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        print("SANDBOX: an embedded emulator of Poe; its bots, chats and points are made up.");
        print("> starting the server on stdio, as a host does");
        var command = ChildServer.command(List.of());
        command.add("--sandbox");
        try (var server = ChildServer.start(new ProcessBuilder(command).redirectError(Redirect.INHERIT))) {
            var initialized = server.initialize("poe-mcp demo");
            var info = initialized.path("serverInfo");
            print("< " + info.path("name").asText() + " " + info.path("version").asText() + ", \""
                    + info.path("title").asText() + "\", protocol "
                    + initialized.path("protocolVersion").asText());

            print("");
            print("> tools/list");
            var tools = server.request("tools/list", Map.of(), unused -> {}).path("tools");
            print("< " + tools.size() + " tools: " + names(tools));

            var first = send(server, Map.of("bot", "Story", "message", "Tell me a short story about a lighthouse."));
            var chat = first.path("structuredContent")
                    .path("chat")
                    .path("chat_code")
                    .asText();
            send(server, Map.of("bot", "Echo", "chat_code", chat, "message", "Thank you, that was a fine story."));

            print("");
            print("> resources/read poe://chats/" + chat);
            var read = server.request("resources/read", Map.of("uri", "poe://chats/" + chat), unused -> {});
            read.path("contents").path(0).path("text").asText().strip().lines().forEach(line -> print(shortened(line)));

            print("");
            print("> closing the server's stdin, as a host does that leaves");
            print("< the server ended with exit code " + server.stop(END_LIMIT));
            return 0;
        }
    }

    private JsonNode send(ChildServer server, Map<String, Object> arguments) throws IOException, InterruptedException {
        print("");
        print("> tools/call send_message " + arguments.get("message"));
        var params = Map.of("name", "send_message", "arguments", arguments, "_meta", Map.of("progressToken", "demo"));
        var streamed = new StringBuilder();
        var result = server.request("tools/call", params, piece -> {
            terminal.out().print(piece);
            terminal.out().flush();
            streamed.append(piece);
        });
        print("");
        if (result.path("isError").asBoolean()) {
            throw new IOException(result.path("content").path(0).path("text").asText());
        }
        var reply = result.path("structuredContent");
        var text = reply.path("text").asText();
        print("< " + reply.path("state").asText() + ", " + text.codePointCount(0, text.length()) + " characters by "
                + reply.path("bot").asText() + ", "
                + (streamed.toString().equals(text) ? "the same as streamed" : "other than streamed") + ", "
                + reply.path("points_spent").asText() + " points, chat \""
                + reply.path("chat").path("title").asText() + "\"");
        return result;
    }

    private static String names(JsonNode tools) {
        return StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> tool.path("name").asText())
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String line) {
        return line.length() <= MAX_LINE_LENGTH ? line : line.substring(0, MAX_LINE_LENGTH) + " [...]";
    }

    private void print(String line) {
        terminal.out().println(line);
    }
}
