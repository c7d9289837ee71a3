package dev.poemcp.server.tools.models;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.models.ListModels;
import java.util.List;
import java.util.function.Supplier;

/** Lists the models of the API that match. */
final class ListModelsHandler implements ToolHandler<ListModels.Args, ListModels.Result> {
    private final Supplier<PoeClient> poe;

    ListModelsHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public ListModels.Result call(ListModels.Args arguments, CallContext context) {
        ModelFilter filter = ModelFilter.of(arguments);
        List<Model> found =
                poe.get().models().all().stream().filter(filter::matches).toList();
        int start = arguments.cursor() == null
                ? 0
                : ModelCursor.decode(arguments.cursor()).start(found);
        return BoundedPage.fetch(
                arguments.count(),
                count -> {
                    Page<Model> page = page(found, start, count);
                    return new ListModels.Result(page.map(ResultMapper::listed).items(), page.nextCursor());
                },
                result -> result.models().size());
    }

    private static Page<Model> page(List<Model> found, int start, int count) {
        int end = Math.min(found.size(), start + count);
        return new Page<>(
                found.subList(start, end),
                end == found.size()
                        ? null
                        : new ModelCursor(end, found.get(end - 1).id()).encode());
    }
}
