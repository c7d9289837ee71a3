package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.ApiBehavior.Answers;

/** {@code POST /v1/chat/completions} (docs/official-api.md §3). */
final class ChatCompletions {
    static final String OPERATION = "apiChatCompletions";

    private final Queries queries;
    private final Catalogue catalogue;
    private final ApiContext context;

    ChatCompletions(Queries queries, Catalogue catalogue, ApiContext context) {
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
        var request = ChatRequest.read(body);
        var bot = queries.bot(request.model());
        catalogue.checkParameters(bot, body, ChatRequest.FIELDS);
        if (request.functionsOffered() && !catalogue.hasTools(bot)) {
            throw new ApiException(ApiError.withoutTools(request.model()));
        }
        var query = queries.accept(
                OPERATION, bot, request.last().text(), request.last().files(), keyName);
        var steps = ReplySteps.limited(
                ReplySteps.appendOnly(ReplySteps.withFunctions(
                        query.plan().steps(), request.functionsOffered(), request.functionsAnswered())),
                Tokens.chars(request.maxTokens()),
                request.stops());
        var completion = new Completion(
                "chatcmpl-" + context.ids().hex(24),
                context.clock().instant().getEpochSecond(),
                bot.facts().model() + "@20260101",
                request.promptTokens(),
                context.baseUrl());
        context.run(queries, query, steps, sink(exchange, completion, request), exchange.behavior());
    }

    private static ReplySink sink(ApiExchange exchange, Completion completion, ChatRequest request) {
        if (request.stream()) {
            return new StreamedCompletion(exchange, completion, request.usageChunk());
        }
        return exchange.behavior().answers() == Answers.ENDLESS
                ? new EndlessJson(exchange, "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"")
                : new WholeCompletion(exchange, completion);
    }
}
