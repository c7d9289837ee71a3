package dev.poemcp.server.tools.bots;

import dev.poemcp.server.tools.BotSuggestions;
import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.bots.FollowUser;
import dev.poemcp.tool.bots.GetAvailableCategories;
import dev.poemcp.tool.bots.GetBotInfo;
import dev.poemcp.tool.bots.GetUserInfo;
import dev.poemcp.tool.bots.UnfollowUser;
import java.util.List;

/** The tools of the toolset bots. */
public final class BotsTools {
    private BotsTools() {}

    public static List<BoundTool<?, ?>> all(ToolDependencies dependencies) {
        UserResolver users = new UserResolver(dependencies.poe());
        BotSuggestions suggestions = new BotSuggestions(dependencies.poe());
        return List.of(
                new BoundTool<>(Explore.DEFINITION, new ExploreHandler(dependencies.poe())),
                new BoundTool<>(FollowUser.DEFINITION, new FollowUserHandler(dependencies.poe(), users)),
                new BoundTool<>(
                        GetAvailableCategories.DEFINITION, new GetAvailableCategoriesHandler(dependencies.poe())),
                new BoundTool<>(GetBotInfo.DEFINITION, suggestions.wrap(new GetBotInfoHandler(dependencies.poe()))),
                new BoundTool<>(GetUserInfo.DEFINITION, new GetUserInfoHandler(dependencies.poe())),
                new BoundTool<>(UnfollowUser.DEFINITION, new UnfollowUserHandler(dependencies.poe(), users)));
    }
}
