package dev.poemcp.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The generated tables in docs/tools.md and docs/settings.md match the code. */
final class ReferencePagesTest {
    private static final String UPDATE =
            "run: mvn -pl server -am test -Dtest=ReferencePagesTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dsnapshots=update";

    private static final Path DOCS = Path.of(System.getProperty("project.root"), "docs");

    private static final PropertyNamingStrategies.NamingBase SNAKE_CASE =
            (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

    @Test
    void toolsPage_listsCatalog() throws IOException {
        assertRegion(
                "tools",
                "| tool | toolset | arguments (`?` optional) | what it does |\n|---|---|---|---|\n"
                        + ToolCatalog.all().stream()
                                .map(ReferencePagesTest::row)
                                .sorted()
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void settingsPage_listsAllSettings() throws IOException {
        assertRegion(
                "settings",
                "| variable | option | meaning | default |\n|---|---|---|---|\n"
                        + Arrays.stream(Setting.values())
                                .map(ReferencePagesTest::row)
                                .collect(Collectors.joining("\n")));
    }

    // From the definitions, not from the generated schema files: the same run may have just rewritten those.
    private static String row(ToolDefinition<?, ?> tool) {
        String arguments = Arrays.stream(tool.arguments().getRecordComponents())
                .map(ReferencePagesTest::argument)
                .sorted()
                .collect(Collectors.joining(", "));
        return "| `" + tool.name() + "` | " + tool.toolset().wireName() + " | "
                + (arguments.isEmpty() ? "–" : arguments) + " | " + tool.description() + " |";
    }

    private static String argument(RecordComponent component) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return "`" + SNAKE_CASE.translate(component.getName()) + "`" + (optional ? "?" : "");
    }

    private static String row(Setting setting) {
        String option = setting.option();
        String value = setting.defaultText();
        return "| `" + setting.variable() + "` | " + (option == null ? "–" : "`" + option + "`") + " | "
                + setting.meaning() + " | " + (value == null ? "–" : value) + " |";
    }

    /** Compares, or with {@code -Dsnapshots=update} rewrites, the marked region in the page of the same name. */
    private static void assertRegion(String name, String expected) throws IOException {
        Path file = DOCS.resolve(name + ".md");
        String begin = "<!-- " + name + ":begin -->\n";
        String end = "<!-- " + name + ":end -->";
        String page = Files.readString(file);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        assertTrue(from >= begin.length() && to >= from, () -> file + " has no region " + name);
        if ("update".equals(System.getProperty("snapshots"))) {
            page = page.substring(0, from) + "\n" + expected + "\n\n" + page.substring(to);
            Files.writeString(file, page);
            to = page.indexOf(end);
        }

        assertEquals(expected, page.substring(from, to).strip(), () -> "The table in " + file + " is stale; " + UPDATE);
    }
}
