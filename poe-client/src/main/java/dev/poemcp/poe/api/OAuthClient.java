package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Via;
import dev.poemcp.poe.http.OneShotBody;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;

/**
 * One sign-in in a browser that makes an API key: OAuth 2.0 with PKCE (RFC 7636) and a check of the issuer (RFC 9207). An object
 * serves one sign-in. Source: docs/official-api.md §2.3.
 */
public final class OAuthClient implements AutoCloseable {
    private static final int RANDOM_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

    private final String site;
    private final String clientId;
    private final String redirectUri;
    private final Clock clock;
    private final ApiHttp http;
    private final String verifier = random();
    private final String state = random();
    private final AtomicBoolean used = new AtomicBoolean();

    /** @param expires empty if it does not */
    public record IssuedKey(Secret key, Optional<Instant> expires) {}

    /**
     * @param config its key is not used
     * @param siteUrl where the user signs in, e.g. {@code https://poe.com}
     * @param redirectUri where the browser goes afterwards; a server on loopback needs no registration
     */
    public OAuthClient(ApiConfig config, URI siteUrl, String clientId, URI redirectUri, Clock clock) {
        this.site = siteUrl.toString().replaceAll("/+$", "");
        this.clientId = clientId;
        this.redirectUri = redirectUri.toString();
        this.clock = clock;
        this.http = new ApiHttp(config, clock);
    }

    /** The page to open in the user's browser. */
    public URI authorizationUrl() {
        return HttpUrl.get(site)
                .newBuilder()
                .addPathSegments("oauth/authorize")
                .addQueryParameter("response_type", "code")
                .addQueryParameter("client_id", clientId)
                .addQueryParameter("redirect_uri", redirectUri)
                .addQueryParameter("scope", "apikey:create")
                .addQueryParameter("code_challenge", challenge())
                .addQueryParameter("code_challenge_method", "S256")
                .addQueryParameter("state", state)
                .build()
                .uri();
    }

    /**
     * Whether the callback carries this sign-in's state. Any page or program on the machine can send another one.
     *
     * @param callback URL that the browser was sent to, or its query
     */
    public boolean isCallback(String callback) {
        return hasState(parse(callback));
    }

    /**
     * Gets the key for what the browser brought back. A callback that belongs to another sign-in is refused and does not use up
     * this one.
     *
     * @param callback URL that the browser was sent to, or its query
     * @throws PoeException {@link PoeFailure.InvalidRequest} for a callback of another sign-in or a second one,
     *     {@link PoeFailure.AuthExpired} if the user or Poe refused
     */
    public IssuedKey exchange(String callback) {
        Map<String, String> answer = parse(callback);
        if (!hasState(answer)) {
            throw invalid("The address does not belong to this sign-in; start it again.");
        }
        String issuer = answer.get("iss");
        if (issuer != null && !issuer.equals(site)) {
            throw invalid("The sign-in was answered by another site than " + site + "; start it again.");
        }
        if (!used.compareAndSet(false, true)) {
            throw invalid("This sign-in has already been used; start it again.");
        }
        String error = answer.get("error");
        if (error != null) {
            String description = answer.getOrDefault("error_description", "");
            throw new PoeException(new PoeFailure.AuthExpired(
                    "The sign-in ended with \"" + http.errors().shorten(error) + "\""
                            + (description.isBlank()
                                    ? "."
                                    : " (" + http.errors().shorten(description) + ")."),
                    Via.API,
                    Spend.NONE));
        }
        String code = answer.get("code");
        if (code == null || code.isBlank()) {
            throw invalid("The address has no code; start the sign-in again.");
        }
        return issue(code);
    }

    @Override
    public void close() {
        http.close();
    }

    private IssuedKey issue(String code) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("client_id", clientId);
        fields.put("code", code);
        fields.put("redirect_uri", redirectUri);
        fields.put("code_verifier", verifier);
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Request request = new Request.Builder()
                .url(http.url("/token").build())
                .header("Accept", "application/json")
                .post(new OneShotBody(form.getBytes(StandardCharsets.UTF_8), FORM))
                .build();
        JsonNode issued = read(http.sendFor2xx(request, http.limits().read()).text());
        String key = issued.path("api_key").asText("");
        if (key.isBlank()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse("Poe sent no key.", Spend.NONE));
        }
        JsonNode seconds = issued.path("api_key_expires_in");
        return new IssuedKey(
                new Secret(key),
                seconds.isNumber() ? Optional.of(clock.instant().plusSeconds(seconds.longValue())) : Optional.empty());
    }

    /** JSON's null if it is no JSON. Neither it nor the parser's message may be quoted: they hold the key. */
    private static JsonNode read(String issued) {
        try {
            return JSON.readTree(issued);
        } catch (JsonProcessingException notJson) {
            return NullNode.getInstance();
        }
    }

    /** Empty if it cannot be read. */
    private static Map<String, String> parse(String callback) {
        String query = callback.strip();
        query = query.substring(query.indexOf('?') + 1);
        int fragment = query.indexOf('#');
        Map<String, String> values = new HashMap<>();
        try {
            for (String pair : (fragment < 0 ? query : query.substring(0, fragment)).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                values.putIfAbsent(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException malformed) {
            return Map.of();
        }
        return values;
    }

    private boolean hasState(Map<String, String> answer) {
        // In constant time, since others may guess.
        return MessageDigest.isEqual(
                answer.getOrDefault("state", "").getBytes(StandardCharsets.UTF_8),
                state.getBytes(StandardCharsets.UTF_8));
    }

    private String challenge() {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return encode(bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PoeException invalid(String what) {
        return new PoeException(new PoeFailure.InvalidRequest(what));
    }
}
