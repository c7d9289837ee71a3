package dev.poemcp.tool.account;

import dev.poemcp.tool.Access;
import dev.poemcp.tool.Hints;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.result.SettingsResult;

/** The tool {@code get_settings}. */
public final class GetSettings {
    public record Args() {}

    public static final ToolDefinition<Args, SettingsResult> DEFINITION = new ToolDefinition<>(
            "get_settings",
            "Get account settings",
            "Get the account's settings: point balance, default bot, subscription. Free.",
            Toolset.ACCOUNT,
            Hints.reads(),
            Access.ACCOUNT,
            Args.class,
            SettingsResult.class);

    private GetSettings() {}
}
