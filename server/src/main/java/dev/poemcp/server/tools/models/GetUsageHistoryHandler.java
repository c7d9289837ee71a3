package dev.poemcp.server.tools.models;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.Points;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.models.GetUsageHistory;
import java.util.function.Supplier;

/** Lists what messages cost. */
final class GetUsageHistoryHandler implements ToolHandler<GetUsageHistory.Args, GetUsageHistory.Result> {
    private final Supplier<PoeClient> poe;

    GetUsageHistoryHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetUsageHistory.Result call(GetUsageHistory.Args arguments, CallContext context) {
        return BoundedPage.fetch(
                arguments.count(),
                count -> {
                    Points.History history = poe.get().points().history(count, arguments.cursor());
                    return new GetUsageHistory.Result(
                            history.entries().map(GetUsageHistoryHandler::entry).items(),
                            history.entries().nextCursor(),
                            ResultMapper.of(history.source()));
                },
                result -> result.entries().size());
    }

    private static GetUsageHistory.Entry entry(Points.Entry entry) {
        return new GetUsageHistory.Entry(
                entry.queryId(),
                entry.time() == null ? null : entry.time().toString(),
                entry.bot(),
                entry.points(),
                entry.costUsd(),
                entry.usageType(),
                entry.chatName());
    }
}
