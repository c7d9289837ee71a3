package dev.poemcp.server.policy;

import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import java.util.Optional;
import java.util.Set;

/** Which tools a user has enabled. A disabled tool is neither listed nor callable. */
public final class ToolFilter {
    private final Set<Toolset> toolsets;
    private final Set<String> tools;
    private final boolean readOnly;

    /** @param tools single tools, added to the toolsets */
    public ToolFilter(Set<Toolset> toolsets, Set<String> tools, boolean readOnly) {
        this.toolsets = Set.copyOf(toolsets);
        this.tools = Set.copyOf(tools);
        this.readOnly = readOnly;
    }

    /** Empty if the tool is enabled; else one sentence that names the setting that disables it. */
    public Optional<String> whyHidden(ToolDefinition<?, ?> tool) {
        if (!toolsets.contains(tool.toolset()) && !tools.contains(tool.name())) {
            return Optional.of("The tool " + tool.name() + " is switched off: its toolset "
                    + tool.toolset().wireName() + " is not in POE_TOOLSETS, nor is it in POE_TOOLS.");
        }
        if (readOnly && !tool.hints().readOnly()) {
            return Optional.of("The tool " + tool.name() + " is switched off: POE_READ_ONLY allows only tools that"
                    + " change nothing.");
        }
        return Optional.empty();
    }
}
