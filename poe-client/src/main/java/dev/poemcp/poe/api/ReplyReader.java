package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a response until the reply has ended: events, the answer in one piece, or an error. */
final class ReplyReader {
    private static final Logger log = LoggerFactory.getLogger(ReplyReader.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of a response that is no answer. */
    private static final long MAX_ERROR_BYTES = 64 * 1024;

    private final String bot;
    private final ApiErrors errors;
    private final long maxBytes;
    private final ReplyParser parser;
    private final ReplyOutput output;

    ReplyReader(String bot, ApiErrors errors, long maxBytes, ReplyParser parser, ReplyOutput output) {
        this.bot = bot;
        this.errors = errors;
        this.maxBytes = maxBytes;
        this.parser = parser;
        this.output = output;
    }

    /** @param broken gets what broke the connection */
    void read(Response response, Consumer<IOException> broken) {
        output.begin(response.headers());
        try (response) {
            if (!response.isSuccessful()) {
                output.failed(
                        errors.ofResponse(response.code(), response.headers(), start(response), bot, Spend.POSSIBLE));
                return;
            }
            switch (type(response.body().contentType())) {
                case "text/event-stream" -> readEvents(response, broken);
                case "application/json" -> readWhole(response);
                default -> output.unreadable("something else than an answer", start(response));
            }
        } catch (IOException failure) {
            broken.accept(failure);
        }
    }

    private void readEvents(Response response, Consumer<IOException> broken) {
        Response bounded = response.newBuilder()
                .body(new BoundedBody(response.body(), maxBytes))
                .build();
        EventSources.processResponse(bounded, new EventSourceListener() {
            @Override
            public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
                try {
                    parser.event(type, data);
                } catch (RuntimeException bug) {
                    log.error("A reply could not be read", bug);
                    output.failed(new PoeFailure.UnexpectedResponse(
                            "The answer of " + bot + " is incomplete: it could not be read.", Spend.POSSIBLE));
                }
                if (output.ended()) {
                    // Nothing that follows matters, and a server may leave the connection open.
                    source.cancel();
                }
            }

            @Override
            public void onClosed(EventSource source) {
                if (!parser.end()) {
                    output.cut("the connection ended before Poe said that it is done");
                }
            }

            @Override
            public void onFailure(EventSource source, @Nullable Throwable failure, @Nullable Response same) {
                if (!output.ended() && !parser.end()) {
                    broken.accept(
                            failure instanceof IOException connection
                                    ? connection
                                    : new IOException("its events cannot be read", failure));
                }
            }
        });
    }

    private void readWhole(Response response) throws IOException {
        String body = new BoundedBody(response.body(), maxBytes).string();
        try {
            parser.whole(JSON.readTree(body));
        } catch (JsonProcessingException malformed) {
            output.unreadable("malformed JSON", body);
        }
    }

    private static String start(Response response) throws IOException {
        return response.peekBody(MAX_ERROR_BYTES).string();
    }

    private static String type(@Nullable MediaType type) {
        return type == null ? "" : type.type() + "/" + type.subtype();
    }
}
