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

    public static List<BoundTool<?, ?>> all(ToolDependencies equipment) {
        BotSuggestions nearest = new BotSuggestions(equipment.poe());
        return List.of(
                new BoundTool<>(GetSettings.DEFINITION, new GetSettingsHandler(equipment.poe())),
                new BoundTool<>(
                        PurgeAllConversations.DEFINITION,
                        new PurgeAllConversationsHandler(equipment.poe(), equipment.consent())),
                new BoundTool<>(
                        SetDefaultBot.DEFINITION, nearest.suggestedFor(new SetDefaultBotHandler(equipment.poe()))),
                new BoundTool<>(
                        SetDefaultMessagePointLimit.DEFINITION,
                        new SetDefaultMessagePointLimitHandler(equipment.poe())));
    }
}
