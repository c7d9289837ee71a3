package dev.poemcp.server.tools.messages;

import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.GetTotalCostPoints;

/** Tells what an answer cost, which settles its reservation. */
final class GetTotalCostPointsHandler implements ToolHandler<GetTotalCostPoints.Args, GetTotalCostPoints.Result> {
    private final ToolDependencies equipment;

    GetTotalCostPointsHandler(ToolDependencies equipment) {
        this.equipment = equipment;
    }

    @Override
    public GetTotalCostPoints.Result call(GetTotalCostPoints.Args arguments, CallContext context) {
        String code = arguments.messageCode().strip();
        Long points = equipment.poe().get().messages().costPoints(code);
        if (points != null) {
            equipment.budget().ledger().costKnown(code, points);
            equipment.costs().adjust();
        }
        return new GetTotalCostPoints.Result(code, points);
    }
}
