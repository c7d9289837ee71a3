package dev.poemcp.emulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior.Issuer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key by OAuth, with a browser that has no script. */
class OAuthIT {
    private static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier";
    private static final String REDIRECT = "http://127.0.0.1:4711/callback";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final PoeEmulator poe = PoeEmulator.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void allowedRequest_yieldsKeyThatWorks() throws Exception {
        var callback = decide(query(), "allow", "2592000");

        var token = exchange(callback.get("code"), VERIFIER, REDIRECT, "app");
        var json = ApiClient.JSON.readTree(token.body());

        assertEquals("a &b=\"c\"", callback.get("state"));
        assertEquals(poe.apiUrl().toString(), callback.get("iss"));
        assertEquals(2_592_000, json.path("api_key_expires_in").asInt());
        assertEquals(
                200,
                new ApiClient(poe, json.path("api_key").asText())
                        .get("/usage/current_balance")
                        .statusCode());
        var again = exchange(callback.get("code"), VERIFIER, REDIRECT, "app");
        assertEquals(400, again.statusCode());
        assertEquals(
                "invalid_grant",
                ApiClient.JSON.readTree(again.body()).path("error").asText());
    }

    @Test
    void keyWithoutExpiry_hasNullOrNothing() throws Exception {
        var first = exchange(decide(query(), "allow", "").get("code"), VERIFIER, REDIRECT, "app");
        poe.api().nullExpiryAbsent(true);
        var second = exchange(decide(query(), "allow", "").get("code"), VERIFIER, REDIRECT, "app");

        assertTrue(
                ApiClient.JSON.readTree(first.body()).path("api_key_expires_in").isNull());
        assertFalse(ApiClient.JSON.readTree(second.body()).has("api_key_expires_in"));
    }

    @Test
    void deniedOrInvalidRequest_isTheCallbacksError() throws Exception {
        assertEquals("access_denied", decide(query(), "deny", "").get("error"));
        assertEquals(
                "invalid_scope", authorize(query().replace("apikey", "all")).get("error"));
        assertEquals(
                "unsupported_response_type",
                authorize(query().replace("=code&", "=token&")).get("error"));
        assertEquals(
                "invalid_request", authorize(query().replace("S256", "plain")).get("error"));
    }

    @Test
    void foreignRedirect_isNotFollowed() throws Exception {
        var page = get(query().replace("127.0.0.1", "example.org"));

        assertEquals(400, page.statusCode());
        assertTrue(page.headers().firstValue("location").isEmpty());
    }

    @Test
    void issuer_canBeAbsentOrWrong() throws Exception {
        poe.api().issuer(Issuer.ABSENT);
        assertEquals("", decide(query(), "allow", "").get("iss"));

        poe.api().issuer(Issuer.WRONG);
        assertEquals("https://poe.example", decide(query(), "allow", "").get("iss"));
    }

    @Test
    void codeOfAnotherRequest_isRefused() throws Exception {
        var wrongVerifier =
                exchange(decide(query(), "allow", "").get("code"), VERIFIER.replace('v', 'w'), REDIRECT, "app");
        var wrongRedirect = exchange(decide(query(), "allow", "").get("code"), VERIFIER, REDIRECT + "2", "app");
        var wrongClient = exchange(decide(query(), "allow", "").get("code"), VERIFIER, REDIRECT, "other");

        assertEquals(400, wrongVerifier.statusCode());
        assertEquals(400, wrongRedirect.statusCode());
        assertEquals(400, wrongClient.statusCode());
    }

    private static String query() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return "response_type=code&client_id=app&redirect_uri=" + encoded(REDIRECT)
                + "&scope=apikey:create&code_challenge="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest)
                + "&code_challenge_method=S256&state=" + encoded("a &b=\"c\"");
    }

    /** The callback of an invalid request. */
    private Form authorize(String query) throws Exception {
        return callback(get(query));
    }

    /** Fills in the page's form like a browser and returns the callback. */
    private Form decide(String query, String decision, String expiry) throws Exception {
        var page = get(query);
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("value=\"" + decision + "\""));
        var form = new StringBuilder("decision=" + decision + "&expires_in=" + expiry);
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            var value =
                    hidden.group(2).replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&");
            form.append('&').append(hidden.group(1)).append('=').append(encoded(value));
        }
        return callback(post("/oauth/authorize", form.toString()));
    }

    private static Form callback(HttpResponse<String> response) {
        assertEquals(302, response.statusCode());
        var location = URI.create(response.headers().firstValue("location").orElseThrow());
        assertEquals(4711, location.getPort());
        return Form.of(location.getRawQuery());
    }

    private HttpResponse<String> exchange(String code, String verifier, String redirect, String client)
            throws Exception {
        return post(
                "/token",
                "grant_type=authorization_code&client_id=" + client + "&code=" + code + "&redirect_uri="
                        + encoded(redirect) + "&code_verifier=" + verifier);
    }

    private HttpResponse<String> get(String query) throws Exception {
        return http.send(
                HttpRequest.newBuilder(poe.apiUrl().resolve("/oauth/authorize?" + query))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        var request = HttpRequest.newBuilder(poe.apiUrl().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
