package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.User;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.bots.Explore;
import java.util.Objects;
import java.util.function.Supplier;

/** Finds bots and users. */
final class ExploreHandler implements ToolHandler<Explore.Args, Explore.Result> {
    private final Supplier<PoeClient> poe;

    ExploreHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public Explore.Result call(Explore.Args arguments, CallContext context) {
        boolean people = arguments.entityType() == Explore.EntityType.USER;
        if (arguments.category() != null && (people || arguments.query() != null)) {
            throw new ToolException(
                    ErrorCode.INVALID_ARGUMENT,
                    people
                            ? "A category is given with entity_type user, and only bots have categories."
                            : "Both query and category are given, and only one of them is allowed.",
                    "Leave one of them out.");
        }
        return people ? people(arguments) : bots(arguments);
    }

    private Explore.Result people(Explore.Args arguments) {
        String query = Objects.requireNonNullElse(arguments.query(), "").strip();
        return BoundedPage.fetch(
                arguments.count(),
                count -> {
                    Page<User> page = poe.get().people().search(query, count, arguments.cursor());
                    return new Explore.Result(null, page.map(ResultMapper::of).items(), page.nextCursor());
                },
                result -> Objects.requireNonNull(result.users()).size());
    }

    private Explore.Result bots(Explore.Args arguments) {
        return BoundedPage.fetch(
                arguments.count(),
                count -> {
                    Page<Bot> page = find(arguments, count);
                    return new Explore.Result(page.map(ResultMapper::listed).items(), null, page.nextCursor());
                },
                result -> Objects.requireNonNull(result.bots()).size());
    }

    private Page<Bot> find(Explore.Args arguments, int count) {
        return arguments.query() == null
                ? poe.get().bots().explore(arguments.category(), count, arguments.cursor())
                : poe.get().bots().search(arguments.query().strip(), count, arguments.cursor());
    }
}
