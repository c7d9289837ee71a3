package dev.poemcp.server.hosts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the servers in JSON with comments and trailing commas. */
public final class JsonEntries {
    private static final int MAX_NESTING = 200;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** {@code ${VAR}}, {@code $VAR}, {@code %VAR%}, {@code {env:VAR}}: the hosts' ways to name another place. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{.*}|\\$\\w+|%\\w+%|\\{(env|file):.*}");

    private static final List<String> URL_KEYS = List.of("url", "serverUrl", "httpUrl", "uri");

    private final JsonNode root;

    private JsonEntries(JsonNode root) {
        this.root = root;
    }

    /** @throws InvalidHostFileException with the line of the first mistake */
    public static JsonEntries parse(String text) throws InvalidHostFileException {
        try {
            return new JsonEntries(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text around the mistake, which may be a credential.
            throw new InvalidHostFileException(
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        }
    }

    /**
     * The servers below a key.
     *
     * @param key of {@link HostFile#keys}
     */
    public List<ServerEntry> below(String key) {
        List<JsonNode> nodes = List.of(root);
        for (String segment : key.split("/", -1)) {
            nodes = nodes.stream().flatMap(node -> children(node, segment)).toList();
        }
        return nodes.stream().flatMap(servers -> of(servers).stream()).toList();
    }

    /** @param servers an object with servers by their names; anything else has none */
    public static List<ServerEntry> of(JsonNode servers) {
        List<ServerEntry> entries = new ArrayList<>();
        servers.properties().forEach(server -> {
            if (server.getValue().isObject()) {
                entries.add(entry(server.getKey(), server.getValue()));
            }
        });
        return entries;
    }

    private static Stream<JsonNode> children(JsonNode node, String segment) {
        return segment.equals("*") && node.isObject() ? node.valueStream() : Stream.ofNullable(node.get(segment));
    }

    private static ServerEntry entry(String name, JsonNode server) {
        JsonNode command = server.path("command");
        // Zed's older form has the program, its arguments and its environment in an object.
        JsonNode program = command.isObject() ? command : server;
        List<String> line = new ArrayList<>();
        if (command.isArray()) {
            line.addAll(texts(command));
        } else {
            line.add(command.isObject() ? text(command, "path") : command.asText(""));
        }
        line.addAll(texts(program.path("args")));
        String first = line.isEmpty() ? "" : line.get(0).strip();
        Set<String> variables = new HashSet<>();
        Set<String> literals = new HashSet<>();
        Stream.of("env", "environment")
                .map(program::path)
                .forEach(environment -> environment.properties().forEach(variable -> {
                    variables.add(variable.getKey());
                    String value = variable.getValue().asText("").strip();
                    if (!value.isEmpty() && !REFERENCE.matcher(value).matches()) {
                        literals.add(variable.getKey());
                    }
                }));
        return new ServerEntry(
                name,
                first.isEmpty() ? null : first,
                line.isEmpty() ? List.of() : List.copyOf(line.subList(1, line.size())),
                emptyToNull(text(server, "cwd")),
                variables,
                literals,
                server.path("disabled").asBoolean(false)
                        || !server.path("enabled").asBoolean(true),
                first.isEmpty()
                        && URL_KEYS.stream().anyMatch(key -> !text(server, key).isBlank()));
    }

    private static List<String> texts(JsonNode array) {
        return array.isArray()
                ? array.valueStream().map(value -> value.asText("")).toList()
                : List.of();
    }

    private static String text(JsonNode object, String key) {
        return object.path(key).asText("");
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
