package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** {@code POST /bot/{name}}, the bot query protocol (docs/official-api.md §8). */
final class BotQueries {
    static final String OPERATION = "apiBotQuery";

    private final Queries queries;
    private final Catalogue catalogue;
    private final ApiContext context;

    BotQueries(Queries queries, Catalogue catalogue, ApiContext context) {
        this.queries = queries;
        this.catalogue = catalogue;
        this.context = context;
    }

    /**
     * Starts the answer to a request.
     *
     * @throws ApiException if the request is not accepted
     */
    void answer(ApiExchange exchange, String name, ObjectNode body, String keyName) {
        var request = BotQueryRequest.read(body);
        var bot = queries.bot(name);
        catalogue.checkParameters(bot, request.parameters(), Set.of());
        var query = queries.accept(OPERATION, bot, request.text(), request.files(), keyName);
        var steps =
                ReplySteps.withFunctions(query.plan().steps(), request.functionsOffered(), request.functionsAnswered());
        context.run(queries, query, steps, new BotEvents(exchange, context.baseUrl()), exchange.behavior());
    }
}
