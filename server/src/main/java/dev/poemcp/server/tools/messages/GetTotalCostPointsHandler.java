package dev.poemcp.server.tools.messages;

import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.GetTotalCostPoints;

/** Returns what a reply cost, which settles its reservation. */
final class GetTotalCostPointsHandler implements ToolHandler<GetTotalCostPoints.Args, GetTotalCostPoints.Result> {
    private final ToolDependencies dependencies;

    GetTotalCostPointsHandler(ToolDependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public GetTotalCostPoints.Result call(GetTotalCostPoints.Args arguments, CallContext context) {
        String code = arguments.messageCode().strip();
        Long points = dependencies.poe().get().messages().costPoints(code);
        if (points != null) {
            dependencies.budget().ledger().recordCost(code, points);
            dependencies.costs().adjust();
        }
        return new GetTotalCostPoints.Result(code, points);
    }
}
