package dev.poemcp.poe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.http.RequestStart;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Asks bots and reads their replies while they grow. A question is sent at most once. */
final class ReplyStreams {
    private final ApiHttp http;

    ReplyStreams(ApiHttp http) {
        this.http = http;
    }

    /**
     * Sends the question and returns at once. Failures go to the listener, with {@code Spend.NONE} only if nothing was sent or
     * Poe says that it did not execute it.
     *
     * @param stream false asks for the reply in one piece, which is right for models that make no text; the bot query protocol
     *     has no such form
     */
    ReplyRequest ask(Endpoint endpoint, Question question, boolean stream, ReplyListener listener) {
        ReplyOutput output = new ReplyOutput(question.bot(), http.limits().replyCharacters(), http.errors(), listener);
        RequestStart start = new RequestStart();
        Request request;
        try {
            request = start.observe(request(endpoint, question, stream));
        } catch (PoeException refused) {
            tell(() -> output.failed(refused.failure()));
            return () -> {};
        }
        ReplyReader reader = new ReplyReader(
                question.bot(), http.errors(), http.limits().replyBytes(), parser(endpoint, output), output);
        ReplyCall call = new ReplyCall(http.replies().newCall(request), start, http.limits(), reader, output);
        call.enqueue();
        return call;
    }

    /** Not on the caller's thread, which may hold what the listener needs. */
    private void tell(Runnable failure) {
        try {
            http.replies().dispatcher().executorService().execute(failure);
        } catch (RejectedExecutionException closed) {
            failure.run();
        }
    }

    static ReplyParser parser(Endpoint endpoint, ReplyOutput output) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> new ChatCompletionsParser(output);
            case RESPONSES -> new ResponsesParser(output);
            case BOT_QUERY -> new BotQueryParser(output);
        };
    }

    private Request request(Endpoint endpoint, Question question, boolean stream) {
        ObjectNode body = switch (endpoint) {
            case CHAT_COMPLETIONS -> ChatCompletionsBody.of(question, stream);
            case RESPONSES -> ResponsesBody.of(question, stream);
            case BOT_QUERY -> BotQueryBody.of(question);
        };
        boolean events = stream || endpoint == Endpoint.BOT_QUERY;
        return http.authorized(url(endpoint, question.bot()))
                .header("Accept", events ? "text/event-stream" : "application/json")
                .post(ApiHttp.json(body))
                .build();
    }

    private HttpUrl url(Endpoint endpoint, String bot) {
        HttpUrl.Builder url = http.url(endpoint.path());
        if (endpoint != Endpoint.BOT_QUERY) {
            return url.build();
        }
        if (bot.isBlank() || bot.equals(".") || bot.equals("..")) {
            // It would change the path.
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.BOT, bot));
        }
        return url.addPathSegment(bot).build();
    }
}
