package dev.poemcp.emulator.api;

import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.control.ApiKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** {@code POST /token} (docs/official-api.md §2.3): exchanges a code for a key. */
final class TokenEndpoint {
    static final String OPERATION = "apiToken";

    private final OAuthCodes codes;
    private final ApiKeys keys;
    private final ApiBehavior behavior;

    TokenEndpoint(OAuthCodes codes, ApiKeys keys, ApiBehavior behavior) {
        this.codes = codes;
        this.keys = keys;
        this.behavior = behavior;
    }

    /** Answers with a new key, or 400 with OAuth's error. */
    void answer(ApiExchange exchange, String contentType, Form form) {
        if (!contentType.startsWith("application/x-www-form-urlencoded")
                || form.get("code").isEmpty()) {
            refuse(exchange, "invalid_request", "A form with a code is needed");
            return;
        }
        if (!form.get("grant_type").equals("authorization_code")) {
            refuse(exchange, "unsupported_grant_type", "grant_type must be authorization_code");
            return;
        }
        var grant = codes.redeem(form.get("code"))
                .filter(found -> found.clientId().equals(form.get("client_id")))
                .filter(found -> found.redirectUri().equals(form.get("redirect_uri")))
                .filter(found -> form.get("code_verifier").matches("[-._~A-Za-z0-9]{43,128}"))
                .filter(found -> found.challenge().equals(challengeOf(form.get("code_verifier"))));
        if (grant.isEmpty()) {
            refuse(exchange, "invalid_grant", "The code is not valid for this request");
            return;
        }
        exchange.header("Cache-Control", "no-store");
        var validFor = grant.get().validFor();
        var clientId = grant.get().clientId();
        var json = Json.object()
                .put("api_key", validFor.isPresent() ? keys.add(clientId, validFor.get()) : keys.add(clientId));
        if (validFor.isPresent()) {
            json.put("api_key_expires_in", validFor.get().toSeconds());
        } else if (!behavior.nullExpiryAbsent()) {
            json.putNull("api_key_expires_in");
        }
        exchange.json(200, json);
    }

    private static String challengeOf(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private static void refuse(ApiExchange exchange, String error, String description) {
        exchange.json(400, Json.object().put("error", error).put("error_description", description));
    }
}
