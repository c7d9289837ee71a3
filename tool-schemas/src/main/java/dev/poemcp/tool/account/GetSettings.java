package dev.poemcp.tool.account;

import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.SettingsResult;

/** Reads the settings of the account. */
public final class GetSettings {
    /** What the caller says. */
    public record Args() {}

    public static final ToolDefinition<Args, SettingsResult> DEFINITION = new ToolDefinition<>(
            "get_settings",
            "Get the account's settings",
            "Read the account's settings: points left, default bot, subscription. Free.",
            Toolset.ACCOUNT,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            SettingsResult.class);

    private GetSettings() {}
}
