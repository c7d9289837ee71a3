package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.control.ApiFailures;
import dev.poemcp.emulator.control.Controls;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handles the paths of the official API (docs/official-api.md §1) and leaves all others to the site. */
final class ApiHandler extends Handler.Abstract {
    private static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

    private final Controls controls;
    private final Authorizer authorizer;
    private final ApiEndpoints endpoints;
    private final ApiContext context;

    ApiHandler(Controls controls, Authorizer authorizer, ApiEndpoints endpoints, ApiContext context) {
        this.controls = controls;
        this.authorizer = authorizer;
        this.endpoints = endpoints;
        this.context = context;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var path = request.getHttpURI().getCanonicalPath();
        var operation = operation(path);
        if (operation.isEmpty()) {
            return false;
        }
        var exchange = new ApiExchange(
                request,
                response,
                callback,
                controls.api(),
                context.timer(),
                "req_poe_" + context.ids().hex(24));
        var isUpload = operation.get().equals(FileUpload.OPERATION);
        var body = request.getMethod().equals("POST") && !isUpload
                ? Content.Source.asInputStream(request).readNBytes(MAX_BODY_BYTES + 1)
                : new byte[0];
        log(request, operation.get(), body);
        var failure = controls.api().failures().of(operation.get());
        if (failure.isPresent()) {
            fail(exchange, failure.get());
            return true;
        }
        var planned = request.getHttpURI().getPath().startsWith("/usage/")
                ? Optional.<ApiBehavior.PlannedStatus>empty()
                : controls.api().takePlanned();
        if (planned.isPresent()) {
            var retryAfter = planned.get().retryAfter();
            if (retryAfter != null) {
                exchange.header("Retry-After", Long.toString(retryAfter.toSeconds()));
            }
            var error = ApiError.planned(planned.get().status());
            if (!planned.get().executed()) {
                exchange.error(error);
                return true;
            }
            exchange.replaceWith(error);
        }
        try {
            if (isUpload) {
                upload(exchange);
            } else {
                route(exchange, operation.get(), path, body);
            }
        } catch (ApiException e) {
            fail(exchange, operation.get(), e.error());
        }
        return true;
    }

    private static Optional<String> operation(String path) {
        return switch (path) {
            case "/v1/chat/completions" -> Optional.of(ChatCompletions.OPERATION);
            case "/v1/responses" -> Optional.of(Responses.OPERATION);
            case "/v1/whoami" -> Optional.of(Owner.OPERATION);
            case "/poe_api/file_upload_3RD_PARTY_POST" -> Optional.of(FileUpload.OPERATION);
            case "/oauth/authorize" -> Optional.of(Consent.OPERATION);
            case "/token" -> Optional.of(TokenEndpoint.OPERATION);
            case "/v1/models" -> Optional.of("apiModels");
            case "/usage/current_balance" -> Optional.of("apiBalance");
            case "/usage/points_history" -> Optional.of("apiPointsHistory");
            default -> prefixed(path);
        };
    }

    private static Optional<String> prefixed(String path) {
        if (path.matches("/bot/[^/]+")) {
            return Optional.of(BotQueries.OPERATION);
        }
        if (path.startsWith("/v1/models/")) {
            return Optional.of("apiModel");
        }
        return path.matches("/(v1|usage|bot)/.*") ? Optional.of("apiUnknown") : Optional.empty();
    }

    private void route(ApiExchange exchange, String operation, String path, byte[] body) {
        var request = exchange.request();
        switch (operation) {
            case ChatCompletions.OPERATION -> {
                var keyName = authorizer.bearer(request, exchange);
                endpoints.chatCompletions().answer(exchange, json(exchange, body), keyName);
            }
            case Responses.OPERATION -> {
                var keyName = authorizer.bearer(request, exchange);
                endpoints.responses().answer(exchange, json(exchange, body), keyName);
            }
            case Owner.OPERATION -> {
                only("POST", exchange);
                var unused = authorizer.bearer(request, exchange);
                exchange.json(200, endpoints.owner().json());
            }
            case Consent.OPERATION -> {
                var isPost = request.getMethod().equals("POST");
                var query = String.valueOf(request.getHttpURI().getQuery());
                endpoints.consent().answer(exchange, Form.of(isPost ? text(body) : query), isPost);
            }
            case TokenEndpoint.OPERATION -> {
                only("POST", exchange);
                endpoints.token().answer(exchange, contentType(request), Form.of(text(body)));
            }
            case BotQueries.OPERATION -> {
                var keyName = authorizer.bearer(request, exchange);
                endpoints.botQueries().answer(exchange, lastPart(path), json(exchange, body), keyName);
            }
            case "apiModels" -> {
                only("GET", exchange);
                exchange.json(200, endpoints.catalogue().list());
            }
            case "apiModel" -> {
                only("GET", exchange);
                exchange.json(200, endpoints.catalogue().one(lastPart(path)));
            }
            case "apiBalance" -> {
                only("GET", exchange);
                var unused = authorizer.bearer(request, exchange);
                exchange.json(200, endpoints.usage().balance());
            }
            case "apiPointsHistory" -> {
                only("GET", exchange);
                var unused = authorizer.bearer(request, exchange);
                exchange.json(200, history(request));
            }
            default -> throw new ApiException(notFound(path));
        }
    }

    private void upload(ApiExchange exchange) {
        only("POST", exchange);
        var unused = authorizer.bare(exchange.request(), exchange);
        try {
            endpoints
                    .upload()
                    .answer(
                            exchange,
                            contentType(exchange.request()),
                            Content.Source.asInputStream(exchange.request()));
        } catch (IOException e) {
            throw new ApiException(ApiError.malformed("The form is malformed: " + e.getMessage()));
        }
    }

    private ObjectNode history(Request request) {
        var query = Request.extractQueryParameters(request);
        return endpoints
                .usage()
                .page(
                        Optional.ofNullable(query.getValue("limit")),
                        Optional.ofNullable(query.getValue("starting_after")));
    }

    private static void fail(ApiExchange exchange, ApiFailures.Failure failure) {
        if (failure instanceof ApiFailures.Failure.Status error) {
            exchange.error(ApiError.planned(error.status()));
        } else if (failure instanceof ApiFailures.Failure.Body body) {
            switch (body.answer()) {
                case NOT_JSON -> exchange.send(200, "text/html", "<!doctype html><html><body>Back soon</body></html>");
                case EMPTY -> exchange.send(200, "application/json", "");
                case OTHER_SHAPE ->
                    exchange.json(200, Json.object().set("result", Json.object().put("version", 2)));
            }
        }
    }

    private void fail(ApiExchange exchange, String operation, ApiError error) {
        if (operation.equals(BotQueries.OPERATION)) {
            new BotEvents(exchange, context.baseUrl()).fail(error);
        } else {
            exchange.error(error);
        }
    }

    /** The JSON body of a post. */
    private static ObjectNode json(ApiExchange exchange, byte[] body) {
        only("POST", exchange);
        if (!contentType(exchange.request()).toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new ApiException(ApiError.malformed("Content-Type must be application/json"));
        }
        if (body.length > MAX_BODY_BYTES) {
            throw new ApiException(ApiError.tooLarge("The request is too large"));
        }
        return Json.parse(body);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String contentType(Request request) {
        var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type == null ? "" : type;
    }

    private static void only(String method, ApiExchange exchange) {
        if (!exchange.request().getMethod().equals(method)) {
            throw new ApiException(new ApiError(405, "invalid_request_error", null, "The method is not allowed", null));
        }
    }

    private static ApiError notFound(String path) {
        return new ApiError(404, "not_found_error", null, "Unknown path " + path, null);
    }

    private static String lastPart(String path) {
        // A plus sign in a path is no space.
        return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void log(Request request, String operation, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        request.getHeaders()
                .forEach(field -> headers.computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>())
                        .add(field.getValue()));
        controls.requests()
                .add(operation, request.getMethod(), request.getHttpURI().getPathQuery(), headers, body);
    }
}
