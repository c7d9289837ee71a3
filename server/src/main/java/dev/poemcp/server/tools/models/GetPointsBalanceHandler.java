package dev.poemcp.server.tools.models;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.Points;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.models.GetPointsBalance;
import java.util.function.Supplier;

/** Reads the point balance. */
final class GetPointsBalanceHandler implements ToolHandler<GetPointsBalance.Args, GetPointsBalance.Result> {
    private final Supplier<PoeClient> poe;

    GetPointsBalanceHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetPointsBalance.Result call(GetPointsBalance.Args arguments, CallContext context) {
        Points.Balance balance = poe.get().points().balance();
        return new GetPointsBalance.Result(balance.points(), ResultMapper.of(balance.source()));
    }
}
