package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.result.BotResult;
import dev.poemcp.tool.result.UserResult;
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
        Page<UserResult> page = BoundedPage.fetch(
                arguments.count(),
                count -> poe.get()
                        .people()
                        .search(query, count, arguments.cursor())
                        .map(ResultMapper::of),
                users -> users.items().size(),
                users -> users.items().stream()
                        .mapToLong(user -> BoundedPage.units(user.handle(), user.fullName(), user.profilePhotoUrl()))
                        .sum());
        return new Explore.Result(null, page.items(), page.nextCursor());
    }

    private Explore.Result bots(Explore.Args arguments) {
        Page<BotResult> page = BoundedPage.fetch(
                arguments.count(),
                count -> find(arguments, count).map(ResultMapper::of),
                bots -> bots.items().size(),
                bots -> bots.items().stream().mapToLong(ExploreHandler::units).sum());
        return new Explore.Result(page.items(), null, page.nextCursor());
    }

    private Page<Bot> find(Explore.Args arguments, int count) {
        return arguments.query() == null
                ? poe.get().bots().explore(arguments.category(), count, arguments.cursor())
                : poe.get().bots().search(arguments.query().strip(), count, arguments.cursor());
    }

    private static long units(BotResult bot) {
        return BoundedPage.units(
                        bot.handle(),
                        bot.displayName(),
                        bot.model(),
                        bot.description(),
                        bot.poweredBy(),
                        bot.introduction(),
                        bot.pictureUrl())
                + bot.tags().stream().mapToLong(String::length).sum();
    }
}
