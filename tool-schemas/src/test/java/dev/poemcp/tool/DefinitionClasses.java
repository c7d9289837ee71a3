package dev.poemcp.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes of this module that define a tool. */
final class DefinitionClasses {
    private static final Path CLASSES = Path.of("target/classes");

    private DefinitionClasses() {}

    /** Sorted by name. */
    static List<Class<?>> all() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(CLASSES::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.endsWith("-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .sorted()
                    .<Class<?>>map(DefinitionClasses::load)
                    .filter(DefinitionClasses::definesTool)
                    .toList();
        }
    }

    private static boolean definesTool(Class<?> type) {
        return Arrays.stream(type.getFields()).anyMatch(field -> field.getType().equals(ToolDefinition.class));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, DefinitionClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
