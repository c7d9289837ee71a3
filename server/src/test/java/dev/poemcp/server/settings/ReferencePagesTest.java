package dev.poemcp.server.settings;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.poemcp.server.GeneratedPage;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The generated tables in docs/tools.md and docs/settings.md match the code. */
final class ReferencePagesTest {
    private static final PropertyNamingStrategies.NamingBase SNAKE_CASE =
            (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

    @Test
    void toolsPage_listsCatalog() throws IOException {
        GeneratedPage.assertRegionCurrent(
                "tools.md",
                "tools",
                "| tool | toolset | arguments (`?` optional) | what it does |\n|---|---|---|---|\n"
                        + ToolCatalog.all().stream()
                                .map(ReferencePagesTest::row)
                                .sorted()
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void settingsPage_listsAllSettings() throws IOException {
        GeneratedPage.assertRegionCurrent(
                "settings.md",
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
        return "| [`" + tool.name() + "`](examples.md#" + tool.name() + ") | "
                + tool.toolset().wireName() + " | " + (arguments.isEmpty() ? "–" : arguments) + " | "
                + tool.description() + " |";
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
}
