package dev.poemcp.server.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes one server in the text of a host's file, and makes sure that nothing else changed: the new text must mean what
 * the old one meant, except for the server. Whatever a format's edit overlooks ends as an error.
 *
 * @param key of the object that has the servers
 */
record HostEditor(FileFormat format, String key) {
    /** All servers in the file, in order. */
    Map<String, ObjectNode> servers(String text) throws UnsupportedFileException {
        Map<String, ObjectNode> servers = new LinkedHashMap<>();
        format.parse(text).path(key).properties().forEach(server -> {
            if (server.getValue() instanceof ObjectNode object) {
                servers.put(server.getKey(), object);
            }
        });
        return servers;
    }

    String put(String text, String name, ObjectNode server) throws UnsupportedFileException {
        ObjectNode expected = format.parse(text);
        table(expected).set(name, server);
        return verified(format.put(text, key, name, server), expected);
    }

    String remove(String text, String name) throws UnsupportedFileException {
        ObjectNode expected = format.parse(text);
        ObjectNode table = table(expected);
        table.remove(name);
        String changed = format.remove(text, key, name);
        if (table.isEmpty() && !format.parse(changed).has(key)) {
            // In TOML a table is there only as long as something is in it.
            expected.remove(key);
        }
        return verified(changed, expected);
    }

    private ObjectNode table(ObjectNode root) throws UnsupportedFileException {
        JsonNode table = root.path(key);
        if (table instanceof ObjectNode object) {
            return object;
        }
        if (table.isMissingNode() || table.isNull()) {
            return root.putObject(key);
        }
        throw new UnsupportedFileException("has a \"" + key + "\" that is not an object");
    }

    private String verified(String changed, ObjectNode expected) throws UnsupportedFileException {
        boolean same;
        try {
            same = comparable(format.parse(changed)).equals(comparable(expected));
        } catch (UnsupportedFileException broken) {
            same = false;
        }
        if (!same) {
            throw new UnsupportedFileException("has a form that poe-mcp cannot change safely");
        }
        return changed;
    }

    /** Languages differ in the types of their numbers. */
    private static JsonNode comparable(JsonNode tree) {
        try {
            return JsonFormat.JSON.readTree(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is not JSON", e);
        }
    }
}
