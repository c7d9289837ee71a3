package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The site limits posts, or responds slowly. */
class LimitsIT {
    private static final Duration DELAY = Duration.ofMillis(400);

    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void limitedPosts_getRetryAfterWhilePageAndChannelWork() throws Exception {
        poe.behavior().postsLimited(true);

        var limited = settings();
        client.headers.put("poe-formkey", null);
        var unsigned = settings();
        client.headers.put("poe-formkey", poe.account().formkey());
        var page = client.get("/");
        var channel = client.channel();
        client.socket(channel, channel.path("minSeq").asText());
        poe.behavior().postsLimited(false);

        assertEquals(429, limited.statusCode());
        assertEquals("30", limited.headers().firstValue("retry-after").orElse(""));
        assertEquals(429, unsigned.statusCode(), "the limit comes before the gate");
        assertEquals(200, page.statusCode());
        assertEquals(200, settings().statusCode());
    }

    @Test
    void delay_appliesToEveryResponseOfSiteButNotToApi() throws Exception {
        var models = client.get("/v1/models");
        poe.behavior().delay(DELAY);

        assertTrue(isLate(() -> client.get("/")));
        assertTrue(isLate(() -> client.get("/api/settings")));
        assertTrue(isLate(this::settings));
        assertTrue(isLate(() -> client.post("x", "{}", "x", "/api/gql_POST")), "rejections are late, too");
        assertEquals(200, models.statusCode());
        assertTrue(isSoon(() -> client.get("/v1/models")));
        poe.behavior().delay(Duration.ZERO);
        assertTrue(isSoon(() -> client.get("/")));
    }

    private HttpResponse<String> settings() throws Exception {
        return client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
    }

    private static boolean isLate(Callable<HttpResponse<String>> exchange) throws Exception {
        return timeOf(exchange).compareTo(DELAY) >= 0;
    }

    /** Whether one of three exchanges took less than the delay: a busy machine may be slow once. */
    private static boolean isSoon(Callable<HttpResponse<String>> exchange) throws Exception {
        for (var attempt = 0; attempt < 3; attempt++) {
            if (timeOf(exchange).compareTo(DELAY) < 0) {
                return true;
            }
        }
        return false;
    }

    private static Duration timeOf(Callable<HttpResponse<String>> exchange) throws Exception {
        var started = System.nanoTime();
        var unused = exchange.call();
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
