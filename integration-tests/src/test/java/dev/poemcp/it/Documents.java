package dev.poemcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repository's documents in Markdown. */
final class Documents {
    static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static final List<String> OUTSIDE_DOCS = List.of(
            "README.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "SECURITY.md",
            "deploy/README.md",
            "deploy/release/README.md");
    private static final List<String> FOR_USERS = List.of(
            "README.md",
            "docs/commands.md",
            "docs/connect.md",
            "docs/http.md",
            "docs/private-interface.md",
            "docs/security.md",
            "docs/settings.md",
            "docs/tools.md",
            "docs/troubleshooting.md");

    /** A fenced block, in a list item or not; before it, a comment may say what it is. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)^(?:<!-- (\\w+)(?:: (\\S+))? -->\\s*\\n)?( *)```([^\\n]*)\\n(.*?)^ *```$", Pattern.DOTALL);

    private Documents() {}

    /**
     * A block of code.
     *
     * @param document where it is
     * @param kind of the comment before it, for example {@code host}; empty without one
     * @param value of the comment; empty if it has none
     * @param language empty for plain text
     */
    record Block(String document, String kind, String value, String language, String text) {
        /** Of a block in JSON, TOML or YAML. */
        JsonNode data() {
            try {
                return switch (language) {
                    case "json" -> new ObjectMapper().readTree(text);
                    case "toml" -> new TomlMapper().readTree(text);
                    case "yaml" -> new YAMLMapper().readTree(text);
                    default -> throw new IllegalStateException(this + " is text");
                };
            } catch (IOException e) {
                throw new AssertionError(this + " is no " + language, e);
            }
        }

        @Override
        public String toString() {
            return document + ": " + text.lines().findFirst().orElse("");
        }
    }

    /** All documents, relative to the repository. */
    static List<String> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<String> all = new ArrayList<>(OUTSIDE_DOCS);
            docs.filter(file -> file.toString().endsWith(".md"))
                    .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those about the use of the program. */
    static List<String> forUsers() {
        return all().stream()
                .filter(name ->
                        FOR_USERS.contains(name) || name.startsWith("docs/hosts/") || name.startsWith("docs/how-to/"))
                .toList();
    }

    static String text(String document) {
        try {
            return Files.readString(ROOT.resolve(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> blocks() {
        return all().stream().flatMap(name -> blocks(name).stream()).toList();
    }

    static List<Block> blocks(String document) {
        return BLOCK.matcher(text(document))
                .results()
                .map(block -> new Block(
                        document,
                        group(block, 1),
                        group(block, 2),
                        group(block, 4).strip(),
                        group(block, 5)))
                .toList();
    }

    private static String group(MatchResult match, int number) {
        @Nullable String group = match.group(number);
        return group == null ? "" : group;
    }
}
