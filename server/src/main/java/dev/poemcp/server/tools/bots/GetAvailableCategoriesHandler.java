package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.bots.GetAvailableCategories;
import java.util.function.Supplier;

/** Lists the categories of bots. */
final class GetAvailableCategoriesHandler
        implements ToolHandler<GetAvailableCategories.Args, GetAvailableCategories.Result> {
    private final Supplier<PoeClient> poe;

    GetAvailableCategoriesHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetAvailableCategories.Result call(GetAvailableCategories.Args arguments, CallContext context) {
        return new GetAvailableCategories.Result(poe.get().bots().categories());
    }
}
