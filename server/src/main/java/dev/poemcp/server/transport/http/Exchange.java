package dev.poemcp.server.transport.http;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP request with its caller, its responder and its completion.
 *
 * @param completion releases what the exchange holds, once the response is sent or failed
 */
record Exchange(Request request, Caller caller, HttpResponder responder, ExchangeCompletion completion) {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    HttpFields headers() {
        return request.getHeaders();
    }

    @Nullable
    String header(String name) {
        return request.getHeaders().get(name);
    }

    boolean hasJson() {
        var type = header(HttpHeader.CONTENT_TYPE.asString());
        return type != null && "application/json".equalsIgnoreCase(MimeTypes.getContentTypeWithoutCharset(type));
    }

    /** Whether the client accepts all these types, each by its name or by a wildcard. */
    boolean accepts(String... types) {
        var accepted = request.getHeaders().getQualityCSV(HttpHeader.ACCEPT);
        for (var type : types) {
            if (accepted.stream().noneMatch(range -> includes(range, type))) {
                return false;
            }
        }
        return true;
    }

    private static boolean includes(String range, String type) {
        var name = range.contains(";") ? range.substring(0, range.indexOf(';')).trim() : range;
        return name.equalsIgnoreCase(type)
                || name.equals("*/*")
                || name.equalsIgnoreCase(type.substring(0, type.indexOf('/') + 1) + "*");
    }

    /** The Poe credentials in the headers of a request. */
    static CallerHeaders credentials(Request request) {
        return new CallerHeaders(
                text(request, CallerHeaders.P_B),
                text(request, CallerHeaders.P_LAT),
                text(request, CallerHeaders.FORMKEY),
                text(request, CallerHeaders.API_KEY));
    }

    private static Optional<String> text(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }

    /**
     * Runs a step of the request's work. All steps on all threads run through here, so that every exception results in
     * an error response.
     */
    void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Responds with an error, unless a response was sent. */
    void fail(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpException known
                && known.getCode() >= CLIENT_ERRORS
                && known.getCode() < SERVER_ERRORS) {
            responder.reject(known.getCode(), "The request cannot be read.");
            return;
        }
        log.error("{} {} failed.", request.getMethod(), Request.getPathInContext(request), cause);
        responder.reject(new HttpProblem(SERVER_ERRORS, ErrorCodes.INTERNAL_ERROR, "Internal error."));
    }
}
