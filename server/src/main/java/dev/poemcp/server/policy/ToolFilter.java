package dev.poemcp.server.policy;

import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.tool.ToolTraits;
import dev.poemcp.tool.Toolset;
import java.util.Optional;
import java.util.Set;

/**
 * Which tools a user has enabled and has the credentials for. Any other tool is neither listed nor callable. Without any
 * credentials all tools are listed, and a call says what to set.
 */
public final class ToolFilter {
    private final Set<Toolset> toolsets;
    private final Set<String> tools;
    private final boolean readOnly;
    private final Credentials credentials;
    private final boolean hasArchive;

    public static ToolFilter of(Settings settings) {
        return new ToolFilter(
                settings.toolsets(),
                settings.tools(),
                settings.readOnly(),
                settings.credentials(),
                settings.archive() != null);
    }

    /** @param tools single tools, added to the toolsets */
    public ToolFilter(
            Set<Toolset> toolsets, Set<String> tools, boolean readOnly, Credentials credentials, boolean hasArchive) {
        this.toolsets = Set.copyOf(toolsets);
        this.tools = Set.copyOf(tools);
        this.readOnly = readOnly;
        this.credentials = credentials;
        this.hasArchive = hasArchive;
    }

    /** Empty if the tool is enabled; else one sentence that names the setting that disables it. */
    public Optional<String> whyHidden(ToolTraits tool) {
        if (!toolsets.contains(tool.toolset()) && !tools.contains(tool.name())) {
            return Optional.of("The tool " + tool.name() + " is switched off: its toolset "
                    + tool.toolset().wireName() + " is not in POE_TOOLSETS, nor is it in POE_TOOLS.");
        }
        if (readOnly && !tool.readOnly()) {
            return Optional.of("The tool " + tool.name() + " is switched off: POE_READ_ONLY allows only tools that"
                    + " change nothing.");
        }
        return whyNotUsable(tool);
    }

    private Optional<String> whyNotUsable(ToolTraits tool) {
        boolean none = !credentials.hasAccount() && !credentials.hasApiKey();
        return switch (tool.access()) {
            case NONE, ACCOUNT_OR_API_KEY -> Optional.empty();
            case ARCHIVE ->
                hasArchive
                        ? Optional.empty()
                        : Optional.of(
                                "The tool " + tool.name() + " needs an archive of the account's chats: run poe-mcp"
                                        + " export DIR, then set POE_ARCHIVE to that folder.");
            case ACCOUNT ->
                none || credentials.hasAccount()
                        ? Optional.empty()
                        : Optional.of(
                                "The tool " + tool.name() + " needs the cookies of the account, and only an API key"
                                        + " is configured: set POE_P_B (the cookie p-b of poe.com).");
            case API_KEY ->
                none || credentials.hasApiKey()
                        ? Optional.empty()
                        : Optional.of("The tool " + tool.name() + " needs an API key: set POE_API_KEY (a key from"
                                + " poe.com/api/keys).");
        };
    }
}
