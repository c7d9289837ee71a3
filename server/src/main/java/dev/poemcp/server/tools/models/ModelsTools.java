package dev.poemcp.server.tools.models;

import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.tool.models.GetPointsBalance;
import dev.poemcp.tool.models.GetUsageHistory;
import dev.poemcp.tool.models.ListModels;
import java.util.List;

/** The tools of the toolset models. */
public final class ModelsTools {
    private ModelsTools() {}

    public static List<BoundTool<?, ?>> all(ToolDependencies dependencies) {
        return List.of(
                new BoundTool<>(GetPointsBalance.DEFINITION, new GetPointsBalanceHandler(dependencies.poe())),
                new BoundTool<>(GetUsageHistory.DEFINITION, new GetUsageHistoryHandler(dependencies.poe())),
                new BoundTool<>(ListModels.DEFINITION, new ListModelsHandler(dependencies.poe())));
    }
}
