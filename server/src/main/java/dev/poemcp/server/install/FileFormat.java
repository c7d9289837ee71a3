package dev.poemcp.server.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.hosts.HostFile;

/**
 * The language of a host's file: parses it, and changes one server in its text. Everything else in the text stays as it
 * is: comments, order, indentation, line ends. Texts have no byte order mark; an empty one is a file without content.
 */
interface FileFormat {
    static FileFormat of(HostFile.Syntax syntax) {
        return switch (syntax) {
            case JSON -> new JsonFormat();
            case TOML -> new TomlFormat();
            case YAML -> new YamlFormat();
        };
    }

    /** @throws UnsupportedFileException if it is not valid, or not an object */
    ObjectNode parse(String text) throws UnsupportedFileException;

    /**
     * Adds a server, or replaces the one of this name.
     *
     * @param key of the object that has the servers; added if it is missing
     */
    String put(String text, String key, String name, ObjectNode server) throws UnsupportedFileException;

    /** Removes the server, which is there. */
    String remove(String text, String key, String name) throws UnsupportedFileException;
}
