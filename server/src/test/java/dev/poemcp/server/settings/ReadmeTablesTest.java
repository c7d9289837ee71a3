package dev.poemcp.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.ToolCatalog;
import dev.poemcp.tool.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's tables are what the code says. */
final class ReadmeTablesTest {
    private static final String UPDATE =
            "run: mvn -pl server -am test -Dtest=ReadmeTablesTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dsnapshots=update";

    private static final Path README = Path.of(System.getProperty("project.root"), "README.md");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void toolsAreThoseOfTheCatalogue() throws IOException {
        assertRegion(
                "tools",
                "| tool | toolset | arguments (`?` optional) | what it does |\n|---|---|---|---|\n"
                        + ToolCatalog.all().stream().map(this::row).sorted().collect(Collectors.joining("\n")));
    }

    @Test
    void settingsAreThoseTheProgramReads() throws IOException {
        assertRegion(
                "settings",
                "| variable | option | meaning | default |\n|---|---|---|---|\n"
                        + Arrays.stream(Setting.values())
                                .map(ReadmeTablesTest::row)
                                .collect(Collectors.joining("\n"))
                        + "\n| `HTTPS_PROXY`, `NO_PROXY` | – | as everywhere | – |");
    }

    private String row(ToolDefinition<?, ?> tool) {
        PublishedTool published = PublishedTool.of(tool, json);
        List<?> required = published.inputSchema().get("required") instanceof List<?> names ? names : List.of();
        Map<?, ?> properties = (Map<?, ?>) published.inputSchema().getOrDefault("properties", Map.of());
        String arguments = new TreeSet<>(
                        properties.keySet().stream().map(String::valueOf).toList())
                .stream()
                        .map(name -> "`" + name + "`" + (required.contains(name) ? "" : "?"))
                        .collect(Collectors.joining(", "));
        return "| `" + published.name() + "` | " + published.toolset() + " | " + (arguments.isEmpty() ? "–" : arguments)
                + " | " + published.description() + " |";
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
