package dev.poemcp.poe.browser.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.http.RequestStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request in the page: its body piece by piece, then the request itself, then the response as it is reported. */
final class PageExchange implements PageConnection.Receiver {
    /** Of the response as the site sent it; the page has already undone the encoding. */
    private static final Set<String> ENCODING_HEADERS =
            Set.of("content-encoding", "content-length", "transfer-encoding");

    private static final Logger log = LoggerFactory.getLogger(PageExchange.class);

    private final PageConnection page;
    private final Request request;
    private final long id;
    private final CompletableFuture<Response> response = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private final Headers.Builder headers = new Headers.Builder();
    private boolean cancelled;

    PageExchange(PageConnection page, Request request) {
        this.page = page;
        this.request = request;
        this.id = page.register(this);
    }

    /** Sends it, at most once, and waits for the whole response. */
    Response run() throws IOException {
        try {
            var content = request.body();
            if (content != null) {
                try (var pieces = new BodyPieces(piece -> page.call("append", id, piece), response::isDone).sink()) {
                    content.writeTo(pieces);
                }
            }
            if (begin()) {
                page.call("start", id, parameters());
            }
            return response.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed);
        } finally {
            end();
        }
    }

    /**
     * From here on the request may arrive. After {@link #cancel} it is not begun any more, so that a caller who cancels
     * can trust {@link RequestStart#mayHaveArrived}.
     *
     * @return false if the response has failed already: cancelled, or the page is gone
     */
    private synchronized boolean begin() {
        if (cancelled || response.isDone()) {
            return false;
        }
        RequestStart.sending(request);
        return true;
    }

    private Map<String, Object> parameters() {
        List<List<String>> sent = PageHeaders.settable(request.headers());
        var content = request.body();
        var type = content == null ? null : content.contentType();
        if (type != null && request.header("Content-Type") == null) {
            sent.add(List.of("Content-Type", type.toString()));
        }
        return Map.of(
                "url", request.url().toString(), "method", request.method(), "headers", sent, "limit", Http.MAX_BODY);
    }

    /** Aborts the request in the page. */
    void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        // If the request begins at this very moment, run() aborts it once more.
        response.completeExceptionally(new IOException("Canceled"));
        page.post("abort", id);
    }

    private void end() {
        page.forget(id);
        if (response.isCompletedExceptionally() || !response.isDone()) {
            page.post("abort", id);
        }
    }

    @Override
    public void report(String kind, JsonNode value) {
        switch (kind) {
            case "head" -> head(value);
            case "body" -> body.writeBytes(decoded(value));
            case "end" -> complete();
            default ->
                response.completeExceptionally(
                        new IOException("the browser could not send it (" + value.asText() + ")"));
        }
    }

    private void head(JsonNode head) {
        status = head.path("status").asInt();
        for (var header : head.path("headers")) {
            var name = header.path(0).asText();
            if (!ENCODING_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                add(name, header.path(1).asText());
            }
        }
    }

    private void add(String name, String value) {
        try {
            headers.addUnsafeNonAscii(name, value);
        } catch (IllegalArgumentException invalid) {
            log.debug("A header of the response has an unusual name or value and is left out.");
        }
    }

    private static byte[] decoded(JsonNode piece) {
        try {
            return Base64.getDecoder().decode(piece.asText());
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private void complete() {
        var all = headers.build();
        var type = all.get("Content-Type");
        @Nullable MediaType mediaType = type == null ? null : MediaType.parse(type);
        response.complete(new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .headers(all)
                .body(ResponseBody.create(body.toByteArray(), mediaType))
                .build());
    }

    @Override
    public void lost(String why) {
        response.completeExceptionally(new IOException(why));
    }
}
