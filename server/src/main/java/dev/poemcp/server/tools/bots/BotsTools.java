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

    public static List<BoundTool<?, ?>> all(ToolDependencies equipment) {
        Person person = new Person(equipment.poe());
        BotSuggestions nearest = new BotSuggestions(equipment.poe());
        return List.of(
                new BoundTool<>(Explore.DEFINITION, new ExploreHandler(equipment.poe())),
                new BoundTool<>(FollowUser.DEFINITION, new FollowUserHandler(equipment.poe(), person)),
                new BoundTool<>(GetAvailableCategories.DEFINITION, new GetAvailableCategoriesHandler(equipment.poe())),
                new BoundTool<>(GetBotInfo.DEFINITION, nearest.suggestedFor(new GetBotInfoHandler(equipment.poe()))),
                new BoundTool<>(GetUserInfo.DEFINITION, new GetUserInfoHandler(equipment.poe())),
                new BoundTool<>(UnfollowUser.DEFINITION, new UnfollowUserHandler(equipment.poe(), person)));
    }
}
