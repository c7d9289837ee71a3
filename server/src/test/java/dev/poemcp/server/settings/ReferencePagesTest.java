package dev.poemcp.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.poemcp.tool.ToolCatalog;
import dev.poemcp.tool.ToolDefinition;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The README's tables are what the code says. */
final class ReadmeTablesTest {
    private static final String UPDATE =
            "run: mvn -pl server -am test -Dtest=ReadmeTablesTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dsnapshots=update";

    private static final Path README = Path.of(System.getProperty("project.root"), "README.md");

    private static final PropertyNamingStrategies.NamingBase SNAKE_CASE =
            (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

    @Test
    void toolsAreThoseOfTheCatalogue() throws IOException {
        assertRegion(
                "tools",
                "| tool | toolset | arguments (`?` optional) | what it does |\n|---|---|---|---|\n"
                        + ToolCatalog.all().stream()
                                .map(ReadmeTablesTest::row)
                                .sorted()
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void settingsAreThoseTheProgramReads() throws IOException {
        assertRegion(
                "settings",
                "| variable | option | meaning | default |\n|---|---|---|---|\n"
                        + Arrays.stream(Setting.values())
                                .map(ReadmeTablesTest::row)
                                .collect(Collectors.joining("\n")));
    }

    // From the definitions, not from the generated files: the same run may have just rewritten those.
    private static String row(ToolDefinition<?, ?> tool) {
        String arguments = Arrays.stream(tool.arguments().getRecordComponents())
                .map(ReadmeTablesTest::argument)
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

    private static void assertRegion(String name, String expected) throws IOException {
        String begin = "<!-- " + name + ":begin -->\n";
        String end = "<!-- " + name + ":end -->";
        String readme = Files.readString(README);
        int from = readme.indexOf(begin) + begin.length();
        int to = readme.indexOf(end);
        assertTrue(from >= begin.length() && to >= from, () -> "README.md has no region " + name);
        if ("update".equals(System.getProperty("snapshots"))) {
            readme = readme.substring(0, from) + "\n" + expected + "\n\n" + readme.substring(to);
            Files.writeString(README, readme);
            to = readme.indexOf(end);
        }

        assertEquals(
                expected,
                readme.substring(from, to).strip(),
                () -> "The table " + name + " of the README is stale; " + UPDATE);
    }
}
