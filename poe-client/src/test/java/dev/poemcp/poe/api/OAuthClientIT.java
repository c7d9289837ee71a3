package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthClientIT {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:4711/callback");

    private final ApiServer server = new ApiServer();
    private final SettableClock clock = new SettableClock();
    private final OAuthClient client = client();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void signIn_provesItselfByPkceAndGivesKey() throws Exception {
        server.onJson("/token", 200, "{\"api_key\":\"sk-poe-NEW\",\"api_key_expires_in\":60}");
        var page = page(client);

        var issued = client.exchange(CALLBACK + "?code=c%2F1&state=" + state() + "&iss=https://poe.example#x");

        assertEquals(new Secret("sk-poe-NEW"), issued.key());
        assertEquals(Optional.of(clock.instant().plus(Duration.ofMinutes(1))), issued.expires());
        assertEquals(
                "https://poe.example/oauth/authorize",
                page.newBuilder().query(null).build().toString());
        assertEquals("code", page.queryParameter("response_type"));
        assertEquals("client-1", page.queryParameter("client_id"));
        assertEquals("apikey:create", page.queryParameter("scope"));
        assertEquals(CALLBACK.toString(), page.queryParameter("redirect_uri"));
        assertEquals("S256", page.queryParameter("code_challenge_method"));
        var form = HttpUrl.get("http://x/?" + server.asked.get(0).body());
        assertEquals("authorization_code", form.queryParameter("grant_type"));
        assertEquals("c/1", form.queryParameter("code"));
        assertEquals("client-1", form.queryParameter("client_id"));
        assertEquals(CALLBACK.toString(), form.queryParameter("redirect_uri"));
        var verifier = form.queryParameterValues("code_verifier").get(0);
        assertEquals(page.queryParameter("code_challenge"), sha256(String.valueOf(verifier)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"api_key\":\"k\",\"api_key_expires_in\":null}", "{\"api_key\":\"k\"}"})
    void keyWithoutExpiry_doesNotExpire(String body) {
        server.onJson("/token", 200, body);

        assertEquals(
                Optional.empty(), client.exchange("code=c&state=" + state()).expires());
    }

    @Test
    void eachSignIn_hasItsOwnSecrets() {
        try (var other = client()) {
            assertNotEquals(state(), page(other).queryParameter("state"));
            assertNotEquals(
                    page(client).queryParameter("code_challenge"), page(other).queryParameter("code_challenge"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"code=c", "code=c&state=other", "code=c&state=STATE&iss=https://evil.example", "code=%zz", ""})
    void foreignCallback_isRefusedAndDoesNotUseUpSignIn(String query) {
        server.onJson("/token", 200, "{\"api_key\":\"k\"}");

        var refused = assertThrows(PoeException.class, () -> client.exchange(query.replace("STATE", state())));

        assertInstanceOf(PoeFailure.InvalidRequest.class, refused.failure());
        assertEquals(0, server.asked.size());
        assertEquals(new Secret("k"), client.exchange("code=c&state=" + state()).key());
    }

    @ParameterizedTest
    @CsvSource({
        "state=STATE, true",
        "http://127.0.0.1:4711/callback?error=access_denied&state=STATE, true",
        "code=c, false",
        "code=c&state=, false",
        "code=c&state=other, false",
        "code=%zz&state=STATE, false",
        "'', false"
    })
    void callback_isRecognizedByItsState(String callback, boolean expected) {
        assertEquals(expected, client.isCallback(callback.replace("STATE", state())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"api_key\":\"sk-poe-NEW", "sk-poe-NEW", "[\"sk-poe-NEW\"]", "{\"key\":\"sk-poe-NEW\"}", ""})
    void unreadableKey_isNotQuoted(String body) {
        server.onJson("/token", 200, body);

        var failed = assertThrows(PoeException.class, () -> client.exchange("code=c&state=" + state()));

        assertEquals("Poe sent no key.", failed.getMessage());
        assertNull(failed.getCause());
    }

    @Test
    void secondCallback_isRefused() {
        server.onJson("/token", 200, "{\"api_key\":\"k\"}");
        client.exchange("code=c&state=" + state());

        assertThrows(PoeException.class, () -> client.exchange("code=c&state=" + state()));

        assertEquals(1, server.asked.size());
    }

    @Test
    void refusalByUser_isPassedOn() {
        var refused = assertThrows(
                PoeException.class,
                () -> client.exchange("error=access_denied&error_description=The+user+said+no&state=" + state()));

        assertInstanceOf(PoeFailure.AuthExpired.class, refused.failure());
        assertEquals("The sign-in ended with \"access_denied\" (The user said no).", refused.getMessage());
    }

    @Test
    void refusedCode_saysWhyAndIsNotRepeated() {
        server.onJson("/token", 400, "{\"error\":\"invalid_grant\",\"error_description\":\"The code has expired\"}");

        var refused = assertThrows(PoeException.class, () -> client.exchange("code=c&state=" + state()));

        assertTrue(
                refused.failure().what().contains("The code has expired"),
                refused.failure().what());
        assertEquals(1, server.asked.size());
    }

    private OAuthClient client() {
        return new OAuthClient(
                ApiConfig.of(server.url(), null), URI.create("https://poe.example/"), "client-1", CALLBACK, clock);
    }

    private String state() {
        return String.valueOf(page(client).queryParameter("state"));
    }

    private static HttpUrl page(OAuthClient client) {
        return HttpUrl.get(client.authorizationUrl().toString());
    }

    private static String sha256(String text) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
