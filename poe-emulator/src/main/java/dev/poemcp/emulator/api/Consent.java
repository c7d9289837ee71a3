package dev.poemcp.emulator.api;

import dev.poemcp.emulator.control.ApiBehavior;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /oauth/authorize} (docs/official-api.md §2.3): the page on which the user allows or denies a key. Its form
 * posts to its own address; that part is invented.
 */
final class Consent {
    static final String OPERATION = "apiAuthorize";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String PAGE = """
            <!doctype html>
            <html><head><title>Authorize</title></head><body>
            <h1>%s asks for an API key</h1>
            <form method="post" action="/oauth/authorize">
            %s<label>Expires <select name="expires_in">
            <option value="">never</option>
            <option value="604800">in 7 days</option>
            <option value="2592000">in 30 days</option>
            </select></label>
            <button type="submit" name="decision" value="allow">Allow</button>
            <button type="submit" name="decision" value="deny">Deny</button>
            </form></body></html>
            """;

    private final OAuthCodes codes;
    private final ApiBehavior behavior;
    private final String issuer;

    Consent(OAuthCodes codes, ApiBehavior behavior, String issuer) {
        this.codes = codes;
        this.behavior = behavior;
        this.issuer = issuer;
    }

    /** Shows the page, or acts on the user's decision. */
    void answer(ApiExchange exchange, Form form, boolean isDecision) {
        if (form.get("client_id").isEmpty() || !isLoopback(form.get("redirect_uri"))) {
            // A redirect to an address that is not trusted would leak.
            exchange.send(400, "text/html", "<!doctype html><p>Unknown client or redirect_uri</p>");
            return;
        }
        var error = error(form);
        if (error.isPresent()) {
            redirect(exchange, form, Map.of("error", error.get(), "error_description", "The request is not valid"));
        } else if (!isDecision) {
            exchange.send(200, "text/html; charset=utf-8", page(form));
        } else if (form.get("decision").equals("allow")) {
            redirect(exchange, form, Map.of("code", code(form)));
        } else {
            redirect(exchange, form, Map.of("error", "access_denied", "error_description", "The user denied"));
        }
    }

    private String code(Form form) {
        var seconds = form.get("expires_in");
        var validFor = seconds.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.<Duration>empty();
        return codes.issue(form.get("client_id"), form.get("redirect_uri"), form.get("code_challenge"), validFor);
    }

    private static boolean isLoopback(String redirectUri) {
        try {
            var uri = new URI(redirectUri);
            return "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<String> error(Form form) {
        if (!form.get("response_type").equals("code")) {
            return Optional.of("unsupported_response_type");
        }
        if (!form.get("scope").equals("apikey:create")) {
            return Optional.of("invalid_scope");
        }
        var isChallenge = form.get("code_challenge").matches("[-_A-Za-z0-9]{43}");
        return isChallenge && form.get("code_challenge_method").equals("S256")
                ? Optional.empty()
                : Optional.of("invalid_request");
    }

    private static String page(Form form) {
        var hidden = new StringBuilder();
        form.fields()
                .forEach((name, value) -> hidden.append("<input type=\"hidden\" name=\"")
                        .append(escaped(name))
                        .append("\" value=\"")
                        .append(escaped(value))
                        .append("\">\n"));
        return PAGE.formatted(escaped(form.get("client_id")), hidden);
    }

    private void redirect(ApiExchange exchange, Form form, Map<String, String> result) {
        var parameters = new LinkedHashMap<>(result);
        if (form.fields().containsKey("state")) {
            parameters.put("state", form.get("state"));
        }
        switch (behavior.issuer()) {
            case GIVEN -> parameters.put("iss", issuer);
            case WRONG -> parameters.put("iss", "https://poe.example");
            case ABSENT -> {}
        }
        var target = new StringBuilder(form.get("redirect_uri"));
        for (var parameter : parameters.entrySet()) {
            target.append(target.indexOf("?") < 0 ? '?' : '&')
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
        }
        exchange.redirect(target.toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
