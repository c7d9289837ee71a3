package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiHttpIT {
    private final ApiServer server = new ApiServer();
    private final ApiHttp http = new ApiHttp(server.config(), Clock.systemUTC());

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void read_sendsKeyAndNeverCookies() {
        server.onJson("/usage", 200, "{\"points\":3}");

        read();
        JsonNode answer = read();

        assertEquals(3, answer.path("points").asInt());
        assertEquals("Bearer " + ApiServer.KEY, server.asked.get(1).authorization());
        assertNull(server.asked.get(1).cookie(), "what the first answer set");
    }

    @Test
    void publicRead_sendsNoKey() {
        server.onJson("/v1/models", 200, "{}");

        http.readPublic(http.url("/v1/models").build());

        assertNull(server.asked.get(0).authorization());
    }

    @Test
    void serverError_isReadOnceMore() {
        server.on(
                "/usage",
                exchange -> ApiServer.respond(
                        exchange, server.asked.size() == 1 ? 502 : 200, "application/json", "{\"points\":3}"));

        assertEquals(3, read().path("points").asInt());
        assertEquals(2, server.asked.size());
    }

    @Test
    void lastingServerError_failsAfterTwoReads() {
        server.onJson("/usage", 500, "{}");

        var failed = assertThrows(PoeException.class, this::read);

        assertInstanceOf(PoeFailure.Unavailable.class, failed.failure());
        assertEquals(2, server.asked.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 429})
    void refusal_isNotRepeated(int status) {
        server.onJson("/usage", status, "{\"error\":{\"message\":\"no\"}}");

        assertThrows(PoeException.class, this::read);

        assertEquals(1, server.asked.size());
    }

    @Test
    void post_isNeverRepeated() {
        server.onJson("/v1/whoami", 502, "{}");
        var request = http.authorized(http.url("/v1/whoami").build())
                .post(ApiHttp.json(null))
                .build();

        assertThrows(PoeException.class, () -> http.send(request, Duration.ofSeconds(5)));

        assertEquals(1, server.asked.size());
    }

    @Test
    void redirect_isNotFollowedWithKey() {
        server.on("/usage", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            ApiServer.respond(exchange, 302, "text/plain", "");
        });
        server.onJson("/elsewhere", 200, "{}");

        var failed = assertThrows(PoeException.class, this::read);

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failed.failure());
        assertEquals(1, server.asked.size());
    }

    @Test
    void htmlInsteadOfJson_isUnexpectedAndShown() {
        server.on("/usage", exchange -> ApiServer.respond(exchange, 200, "text/html", "<html>Sign in"));

        var failed = assertThrows(PoeException.class, this::read);

        assertEquals("Poe's API answered /usage with \"<html>Sign in\".", failed.getMessage());
    }

    @Test
    void noKey_isNotConfiguredAndSendsNothing() {
        try (var keyless = new ApiHttp(ApiConfig.of(server.url(), null), Clock.systemUTC())) {
            var failed = assertThrows(
                    PoeException.class, () -> keyless.read(keyless.url("/usage").build()));

            assertEquals(
                    "POE_API_KEY",
                    assertInstanceOf(PoeFailure.NotConfigured.class, failed.failure())
                            .setting());
            assertEquals(0, server.asked.size());
        }
    }

    @Test
    void keyWithLineBreak_isNotConfiguredWithoutShowingIt() {
        try (var broken = new ApiHttp(ApiConfig.of(server.url(), new Secret("sk-poe-A\nB")), Clock.systemUTC())) {
            var failed = assertThrows(PoeException.class, broken::key);

            assertInstanceOf(PoeFailure.NotConfigured.class, failed.failure());
            assertFalse(failed.failure().what().contains("sk-poe"), "shows it");
        }
    }

    @Test
    void uploadUrl_isQuorasOnlyForPoeItself() {
        assertEquals(
                "https://www.quora.com/poe_api/file_upload_3RD_PARTY_POST",
                ApiConfig.of(ApiConfig.POE, null).uploadUrl().toString());
        assertEquals(
                "http://127.0.0.1:1/poe_api/file_upload_3RD_PARTY_POST",
                ApiConfig.of(URI.create("http://127.0.0.1:1/"), null)
                        .uploadUrl()
                        .toString());
    }

    private JsonNode read() {
        return http.read(http.url("/usage").build());
    }
}
