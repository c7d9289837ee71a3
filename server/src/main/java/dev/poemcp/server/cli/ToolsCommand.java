package dev.poemcp.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.poemcp.tool.PublishedTool;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the tools that a host would see; makes no requests. */
@Command(name = "tools", description = "Print the tools with their arguments; needs no network.")
final class ToolsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as tools/list of the protocol has them")
    private boolean json;

    private final CommonOptions common;
    private final Terminal terminal;

    ToolsCommand(CommonOptions common, Terminal terminal) {
        this.common = common;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        try (var program = common.startOffline(terminal)) {
            var services = program.services();
            var filter = services.toolFilter();
            List<ToolDefinition<?, ?>> visible = ToolCatalog.all().stream()
                    .filter(tool -> filter.whyHidden(tool.traits()).isEmpty())
                    .toList();
            var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            if (json) {
                terminal.out()
                        .println(mapper.writeValueAsString(
                                Map.of("tools", services.toolListing().list(visible, false))));
            } else {
                visible.forEach(tool -> print(PublishedTool.of(tool, mapper)));
            }
            return 0;
        }
    }

    private void print(PublishedTool tool) {
        var out = terminal.out();
        out.println(tool.name() + " (" + tool.toolset() + effect(tool) + ")");
        out.println("  " + tool.description());
        var required = tool.inputSchema().get("required") instanceof List<?> names ? names : List.of();
        if (tool.inputSchema().get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, schema) -> out.println("    " + name + (required.contains(name) ? "" : "?") + ": "
                    + (schema instanceof Map<?, ?> facts ? facts.get("type") + ". " + facts.get("description") : "")));
        }
        out.println();
    }

    private static String effect(PublishedTool tool) {
        if (Boolean.TRUE.equals(tool.annotations().get("readOnlyHint"))) {
            return ", read-only";
        }
        return Boolean.TRUE.equals(tool.annotations().get("destructiveHint")) ? ", deletes" : "";
    }
}
