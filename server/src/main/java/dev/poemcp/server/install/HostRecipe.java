package dev.poemcp.server.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.hosts.ServerEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each host wants to be told about a server, as its manual of 2026 says. The program and its arguments are filled
 * in. Time limits are in the host's own unit, and longer than a call waits for a reply ({@code POE_WAIT_SECONDS}).
 */
enum HostRecipe {
    CLAUDE_DESKTOP("claude-desktop", "{'command': '', 'args': []}"),
    /** Milliseconds for a call. */
    CLAUDE_CODE("claude-code", "{'type': 'stdio', 'command': '', 'args': [], 'timeout': 120000}"),
    CURSOR("cursor", "{'type': 'stdio', 'command': '', 'args': []}"),
    VSCODE("vscode", "{'type': 'stdio', 'command': '', 'args': []}"),
    DEVIN("devin", "{'command': '', 'args': []}"),
    /** Seconds. */
    ZED("zed", "{'command': '', 'args': [], 'env': {}, 'timeout': 120}"),
    /** Milliseconds for the connection and for each call. */
    GEMINI_CLI("gemini-cli", "{'command': '', 'args': [], 'timeout': 120000}"),
    /** Seconds. */
    CODEX("codex", "{'command': '', 'args': [], 'startup_timeout_sec': 20, 'tool_timeout_sec': 120}"),
    /** Seconds. */
    GOOSE(
            "goose",
            "{'name': 'poe', 'type': 'stdio', 'cmd': '', 'args': [], 'envs': {}, 'enabled': true, 'timeout': 300}"),
    LM_STUDIO("lm-studio", "{'command': '', 'args': []}"),
    /** Seconds. */
    CLINE("cline", "{'type': 'stdio', 'command': '', 'args': [], 'disabled': false, 'timeout': 120}"),
    /** Milliseconds for the start and the list of tools; the command includes the arguments. */
    OPENCODE("opencode", "{'type': 'local', 'command': [], 'enabled': true, 'timeout': 20000}"),
    KIRO("kiro", "{'command': '', 'args': [], 'disabled': false}"),
    COPILOT_CLI("copilot-cli", "{'type': 'local', 'command': '', 'args': [], 'tools': ['*']}");

    /** The server's name in every host. */
    static final String NAME = "poe";

    /** Programs that take the name of this one, and then its arguments. */
    private static final Set<String> RUNNERS = Set.of("npx", "npx.cmd", "java", "java.exe");

    private static final String MAIN_CLASS = "dev.poemcp.server.Main";

    /** Fields that say what is started. */
    private static final Set<String> START = Set.of("command", "cmd", "args");

    private final String host;
    private final String template;

    HostRecipe(String host, String template) {
        this.host = host;
        this.template = template.replace('\'', '"');
    }

    /** @param host as on the command line */
    static Optional<HostRecipe> of(String host) {
        String name = host.equals("windsurf") ? "devin" : host;
        return Arrays.stream(values())
                .filter(recipe -> recipe.host.equals(name))
                .findFirst();
    }

    /** The host's name on the command line. */
    String host() {
        return host;
    }

    /** A new server. */
    ObjectNode server(StartCommand start) {
        ObjectNode server = template();
        JsonNode command = server.path("command");
        if (command instanceof ArrayNode line) {
            line.add(start.program());
            start.arguments().forEach(line::add);
            return server;
        }
        server.put(server.has("cmd") ? "cmd" : "command", start.program());
        start.arguments().forEach(server.withArray("args")::add);
        return server;
    }

    /**
     * A server that is there already, started by this command; what the user has added is kept. Without new options, its
     * own are kept, which follow the name of this program.
     *
     * @throws UnsupportedFileException if it is started in another way, which may have options that would be lost
     */
    ObjectNode updated(ObjectNode old, StartCommand start) throws UnsupportedFileException {
        ObjectNode updated = old.deepCopy();
        server(start).properties().forEach(field -> {
            if (START.contains(field.getKey()) || !updated.has(field.getKey())) {
                updated.set(field.getKey(), field.getValue());
            }
        });
        List<JsonNode> arguments = ownArguments(commandLine(old));
        if (start.options().isEmpty()) {
            add(arguments, updated);
        }
        return updated;
    }

    private static void add(List<JsonNode> arguments, ObjectNode updated) {
        ArrayNode target = updated.withArray(updated.path("command").isArray() ? "command" : "args");
        for (JsonNode argument : arguments) {
            if (target.valueStream().noneMatch(argument::equals)) {
                target.add(argument);
            }
        }
    }

    private static List<JsonNode> ownArguments(List<JsonNode> line) throws UnsupportedFileException {
        List<String> names =
                line.stream().map(word -> ServerEntry.fileName(word.asText(""))).toList();
        for (int i = 0; i < names.size(); i++) {
            if (ServerEntry.mentions(names.get(i)) && (i == 0 || RUNNERS.contains(names.get(0)))) {
                int next = i + 1;
                return line.subList(
                        next < names.size() && names.get(next).equals(MAIN_CLASS) ? next + 1 : next, line.size());
            }
        }
        throw new UnsupportedFileException(
                "starts poe-mcp in a way that install does not know; remove that server first");
    }

    /** The program and its arguments. */
    private static List<JsonNode> commandLine(ObjectNode server) {
        JsonNode command = server.path(server.has("cmd") ? "cmd" : "command");
        Stream<JsonNode> program = command.isArray() ? command.valueStream() : Stream.of(command);
        return Stream.concat(program, server.path("args").valueStream()).toList();
    }

    private ObjectNode template() {
        try {
            return (ObjectNode) JsonFormat.JSON.readTree(template);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + template, e);
        }
    }
}
