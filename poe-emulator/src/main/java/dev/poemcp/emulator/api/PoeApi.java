package dev.poemcp.emulator.api;

import dev.poemcp.emulator.control.ApiKeys;
import dev.poemcp.emulator.control.ApiQuery;
import dev.poemcp.emulator.control.Controls;
import dev.poemcp.emulator.reply.ServedFiles;
import dev.poemcp.emulator.site.Uploads;
import dev.poemcp.emulator.world.IdGenerator;
import dev.poemcp.emulator.world.Ledger;
import dev.poemcp.emulator.world.World;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Handler;

/** Assembles the official API over the world and the points of a site. */
public final class PoeApi {
    private final ApiKeys keys;
    private final String firstKey;
    private final Queries queries;
    private final Handler handler;

    /**
     * Assembles the API.
     *
     * @param seed of keys and the ids of answers
     * @param timer runs replies and delays; the caller shuts it down
     */
    public PoeApi(
            long seed,
            URI url,
            ScheduledExecutorService timer,
            World world,
            Ledger ledger,
            ServedFiles files,
            Uploads uploads,
            Controls controls) {
        var ids = new IdGenerator(seed);
        var clock = Clock.systemUTC();
        keys = new ApiKeys(() -> "sk-poe-" + ids.code(43), clock);
        firstKey = keys.add("test");
        queries = new Queries(world, ledger, controls.api(), controls.requests());
        var context = new ApiContext(ids, clock, timer, files, url.toString());
        var codes = new OAuthCodes(ids, clock);
        var catalogue = new Catalogue(world, controls.api());
        handler = new ApiHandler(
                controls,
                new Authorizer(keys, controls.api(), clock),
                new ApiEndpoints(
                        new ChatCompletions(queries, catalogue, context),
                        new Responses(queries, catalogue, context),
                        new BotQueries(queries, catalogue, context),
                        catalogue,
                        new UsageHistory(world, ledger, queries, controls.api()),
                        new FileUpload(uploads, context),
                        new Consent(codes, controls.api(), context.baseUrl()),
                        new TokenEndpoint(codes, keys, controls.api()),
                        new Owner(world)),
                context);
    }

    /** Handles the paths of the API and no others. */
    public Handler handler() {
        return handler;
    }

    public ApiKeys keys() {
        return keys;
    }

    /** A key that exists from the start. */
    public String firstKey() {
        return firstKey;
    }

    /** The questions that were accepted, in order. */
    public List<ApiQuery> queries() {
        return queries.accepted();
    }
}
