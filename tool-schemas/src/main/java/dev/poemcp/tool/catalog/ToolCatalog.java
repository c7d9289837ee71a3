package dev.poemcp.tool.catalog;

import dev.poemcp.tool.ToolDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** All tools: the definitions in the classes that the generated file {@value #FILE} names. */
public final class ToolCatalog {
    /** Class path resource with one class name per line. */
    public static final String FILE = "/dev/poemcp/tool/definitions.txt";

    private static final List<ToolDefinition<?, ?>> ALL = load();

    private ToolCatalog() {}

    /** Sorted by name; names are unique. */
    public static List<ToolDefinition<?, ?>> all() {
        return ALL;
    }

    /** The definitions in these classes, sorted by name. */
    public static List<ToolDefinition<?, ?>> of(Stream<String> classNames) {
        return classNames
                .<ToolDefinition<?, ?>>map(ToolCatalog::definition)
                .sorted(Comparator.comparing(ToolDefinition::name))
                .toList();
    }

    private static List<ToolDefinition<?, ?>> load() {
        try (InputStream in = ToolCatalog.class.getResourceAsStream(FILE)) {
            return of(new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8).lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ToolDefinition<?, ?> definition(String className) {
        try {
            return (ToolDefinition<?, ?>)
                    Class.forName(className).getField("DEFINITION").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className + " has no public DEFINITION; regenerate " + FILE, e);
        }
    }
}
