package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.CallContext;
import dev.poemcp.server.tools.ToolHandler;
import dev.poemcp.tool.messages.GetTotalCostPoints;
import java.util.function.Supplier;

/** Tells what an answer cost. */
final class GetTotalCostPointsHandler implements ToolHandler<GetTotalCostPoints.Args, GetTotalCostPoints.Result> {
    private final Supplier<PoeClient> poe;

    GetTotalCostPointsHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetTotalCostPoints.Result call(GetTotalCostPoints.Args arguments, CallContext context) {
        String code = arguments.messageCode().strip();
        return new GetTotalCostPoints.Result(code, poe.get().messages().costPoints(code));
    }
}
