package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.ApiBehavior.Answers;
import java.util.List;

/** {@code POST /v1/responses} (docs/official-api.md §4). */
final class Responses {
    static final String OPERATION = "apiResponses";

    private final Queries queries;
    private final Catalogue catalogue;
    private final ApiContext context;

    Responses(Queries queries, Catalogue catalogue, ApiContext context) {
        this.queries = queries;
        this.catalogue = catalogue;
        this.context = context;
    }

    /**
     * Starts the answer to a request; it is written as the bot replies.
     *
     * @throws ApiException if the request is not accepted
     */
    void answer(ApiExchange exchange, ObjectNode body, String keyName) {
        var request = ResponsesRequest.read(body);
        var bot = queries.bot(request.model());
        if (!catalogue.hasResponses(bot)) {
            throw new ApiException(
                    ApiError.malformed("The model '" + request.model() + "' does not support responses method"));
        }
        catalogue.checkParameters(bot, body, ResponsesRequest.FIELDS);
        request.effort().ifPresent(effort -> catalogue.checkParameter(bot, "reasoning_effort", effort));
        if (request.functionsOffered() && !catalogue.hasTools(bot)) {
            throw new ApiException(ApiError.withoutTools(request.model()));
        }
        var query = queries.accept(
                OPERATION, bot, request.last().text(), request.last().files(), keyName);
        var steps = ReplySteps.limited(
                ReplySteps.appendOnly(ReplySteps.withFunctions(
                        query.plan().steps(), request.functionsOffered(), request.functionsAnswered())),
                Tokens.chars(request.maxTokens()),
                List.of());
        var facts = new Completion(
                "resp_" + context.ids().hex(32),
                context.clock().instant().getEpochSecond(),
                bot.facts().model() + "@20260101",
                request.inputTokens(),
                context.baseUrl());
        context.run(queries, query, steps, sink(exchange, facts, request.stream()), exchange.behavior());
    }

    private static ReplySink sink(ApiExchange exchange, Completion facts, boolean stream) {
        if (stream) {
            return new StreamedResponse(exchange, facts);
        }
        return exchange.behavior().answers() == Answers.ENDLESS
                ? new EndlessJson(exchange, "{\"output\":[{\"type\":\"message\",\"content\":[{\"text\":\"")
                : new WholeResponse(exchange, facts);
    }
}
