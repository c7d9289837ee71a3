package dev.poemcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The generated schema files match the definitions. */
final class SchemaSnapshotTest {
    private static final String UPDATE = "run: mvn -pl tool-schemas test -Dtest=SchemaSnapshotTest -Dsnapshots=update";

    private static final Path FOLDER = Path.of("src/main/resources" + PublishedTool.FOLDER);

    private static final Path CATALOG = Path.of("src/main/resources" + ToolCatalog.FILE);

    @Test
    void catalog_namesEveryDefinition() throws IOException {
        String generated = DefinitionClasses.all().stream()
                .map(type -> type.getName() + "\n")
                .collect(Collectors.joining());
        if (Snapshots.updating()) {
            Snapshots.write(CATALOG, generated);
        }

        assertEquals(generated, Files.readString(CATALOG), () -> CATALOG + " is stale; " + UPDATE);
    }

    @TestFactory
    Stream<DynamicTest> generatedFile_matchesDefinition() throws IOException {
        return definitions().stream()
                .map(tool -> DynamicTest.dynamicTest(tool.name(), () -> {
                    String generated = generated(tool);
                    Path file = FOLDER.resolve(tool.name() + ".json");
                    if (Snapshots.updating()) {
                        Snapshots.write(file, generated);
                    }

                    assertTrue(Files.exists(file), () -> file + " is missing; " + UPDATE);
                    assertEquals(generated, Files.readString(file), () -> file + " is stale; " + UPDATE);
                }));
    }

    @Test
    void removedTool_leavesNoFile() throws IOException {
        Set<String> tools =
                definitions().stream().map(tool -> tool.name() + ".json").collect(Collectors.toSet());
        Set<String> orphans = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !tools.contains(name))
                    .forEach(orphans::add);
        }
        if (Snapshots.updating()) {
            for (String orphan : orphans) {
                Files.delete(FOLDER.resolve(orphan));
            }
            return;
        }

        assertEquals(Set.of(), orphans, "files without a tool; " + UPDATE);
    }

    /** From the classes, so that one run updates the catalog and the schemas of a new tool. */
    private static List<ToolDefinition<?, ?>> definitions() throws IOException {
        return ToolCatalog.of(DefinitionClasses.all().stream().map(Class::getName));
    }

    private static String generated(ToolDefinition<?, ?> tool) throws JsonProcessingException {
        var file = new LinkedHashMap<String, Object>();
        file.put("name", tool.name());
        file.put("title", tool.title());
        file.put("description", tool.description());
        file.put("toolset", tool.toolset().wireName());
        file.put(
                "annotations",
                new TreeMap<>(Map.of(
                        "readOnlyHint", tool.hints().readOnly(),
                        "destructiveHint", tool.hints().destructive(),
                        "idempotentHint", tool.hints().idempotent(),
                        "openWorldHint", tool.hints().openWorld())));
        file.put("inputSchema", Schemas.ofArguments(tool.arguments()));
        file.put("outputSchema", Schemas.ofResult(tool.result()));
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        return new ObjectMapper()
                        .writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(indent)
                                .withArrayIndenter(indent)
                                .withSeparators(DefaultPrettyPrinter.DEFAULT_SEPARATORS))
                        .writeValueAsString(file)
                + "\n";
    }
}
