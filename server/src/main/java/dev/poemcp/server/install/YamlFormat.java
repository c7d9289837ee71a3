package dev.poemcp.server.install;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** YAML whose servers are in a block, a line for each value; the flow style in braces is not changed. */
final class YamlFormat implements FileFormat {
    private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public ObjectNode parse(String text) throws UnsupportedFileException {
        try {
            JsonNode root = YAML.readTree(text);
            if (root instanceof ObjectNode object) {
                return object;
            }
            if (root.isMissingNode() || root.isNull()) {
                return JsonNodeFactory.instance.objectNode();
            }
        } catch (JsonProcessingException e) {
            throw JsonFormat.invalid("YAML", e);
        }
        throw new UnsupportedFileException("is not a YAML mapping");
    }

    /**
     * Where servers are.
     *
     * @param line of the key, from 0; -1 without one
     * @param servers in order
     */
    private record Block(int line, List<Server> servers) {
        @Nullable
        Server server(String name) {
            return servers.stream()
                    .filter(server -> server.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * @param line of its name, from 0
     * @param indent columns before its name
     */
    private record Server(String name, int line, int indent) {}

    @Override
    public String put(String text, String key, String name, ObjectNode server) throws UnsupportedFileException {
        var style = LineStyle.of(text);
        List<String> lines = new ArrayList<>(text.lines().toList());
        Block block = block(text, lines, key);
        Server old = block.server(name);
        if (old != null) {
            lines.subList(old.line(), end(lines, old)).clear();
            lines.addAll(old.line(), printed(name, server, old.indent()));
        } else if (block.line() < 0) {
            lines.add(key + ":");
            lines.addAll(printed(name, server, 2));
        } else if (block.servers().isEmpty()) {
            lines.set(block.line(), lines.get(block.line()).replaceFirst("\\s*\\{\\s*}", ""));
            lines.addAll(block.line() + 1, printed(name, server, 2));
        } else {
            Server last = block.servers().get(block.servers().size() - 1);
            lines.addAll(end(lines, last), printed(name, server, last.indent()));
        }
        return style.joined(lines);
    }

    @Override
    public String remove(String text, String key, String name) throws UnsupportedFileException {
        List<String> lines = new ArrayList<>(text.lines().toList());
        Block block = block(text, lines, key);
        Server gone = block.server(name);
        if (gone == null) {
            throw new UnsupportedFileException("has no server " + name);
        }
        lines.subList(gone.line(), end(lines, gone)).clear();
        if (block.servers().size() == 1) {
            // Without it the key would have no value at all.
            lines.set(block.line(), lines.get(block.line()).replaceFirst(":", ": {}"));
        }
        return LineStyle.of(text).joined(lines);
    }

    private static Block block(String text, List<String> lines, String key) throws UnsupportedFileException {
        List<Server> servers = new ArrayList<>();
        int line = -1;
        try (JsonParser parser = YAML.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isKey = parser.currentName().equals(key);
                int at = parser.currentTokenLocation().getLineNr() - 1;
                JsonToken value = parser.nextToken();
                if (isKey) {
                    line = at;
                    if (value == JsonToken.START_OBJECT) {
                        servers.addAll(servers(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UnsupportedFileException("is not valid YAML");
        }
        boolean flow = servers.stream()
                .anyMatch(server ->
                        !lines.get(server.line()).substring(0, server.indent()).isBlank());
        if (flow) {
            throw new UnsupportedFileException("has its servers in braces");
        }
        return new Block(line, servers);
    }

    private static List<Server> servers(JsonParser parser) throws IOException {
        List<Server> servers = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var at = parser.currentTokenLocation();
            servers.add(new Server(parser.currentName(), at.getLineNr() - 1, at.getColumnNr() - 1));
            parser.nextToken();
            parser.skipChildren();
        }
        return servers;
    }

    /** After its last line: blank lines and comments below it belong to what follows. */
    private static int end(List<String> lines, Server server) {
        int end = server.line() + 1;
        for (int i = end; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            if (indentOf(line) <= server.indent()) {
                break;
            }
            end = i + 1;
        }
        return end;
    }

    private static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static List<String> printed(String name, ObjectNode server, int indent) {
        List<String> lines = new ArrayList<>();
        lines.add(" ".repeat(indent) + name + ":");
        // A value of JSON is one of YAML.
        server.properties()
                .forEach(field -> lines.add(" ".repeat(indent + 2) + field.getKey() + ": " + field.getValue()));
        return lines;
    }
}
