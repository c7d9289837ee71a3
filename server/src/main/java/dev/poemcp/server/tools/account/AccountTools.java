package dev.poemcp.server.tools.account;

import dev.poemcp.server.tools.BotSuggestions;
import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.tool.account.GetSettings;
import dev.poemcp.tool.account.PurgeAllConversations;
import dev.poemcp.tool.account.SetDefaultBot;
import dev.poemcp.tool.account.SetDefaultMessagePointLimit;
import java.util.List;

/** The tools of the toolset account. */
public final class AccountTools {
    private AccountTools() {}

    public static List<BoundTool<?, ?>> all(ToolDependencies dependencies) {
        BotSuggestions suggestions = new BotSuggestions(dependencies.poe());
        return List.of(
                new BoundTool<>(GetSettings.DEFINITION, new GetSettingsHandler(dependencies.poe())),
                new BoundTool<>(
                        PurgeAllConversations.DEFINITION,
                        new PurgeAllConversationsHandler(dependencies.poe(), dependencies.consent())),
                new BoundTool<>(
                        SetDefaultBot.DEFINITION, suggestions.wrap(new SetDefaultBotHandler(dependencies.poe()))),
                new BoundTool<>(
                        SetDefaultMessagePointLimit.DEFINITION,
                        new SetDefaultMessagePointLimitHandler(dependencies.poe())));
    }
}
