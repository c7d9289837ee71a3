package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several users on one server: each request brings its own credentials. */
final class MultiUserIT {
    @Test
    void whoBringsNoOrWrongCredentialsHasNobodyElses() throws InterruptedException {
        try (var poe = PoeEmulator.start();
                var server = HttpServer.start(
                        Launch.server()
                                .env("POE_BASE_URL", poe.url().toString())
                                .env("POE_LOG_LEVEL", "debug"),
                        "--multi-user")) {
            var account = poe.account();
            var owner = new ModernHttp("{}", Map.of("X-Poe-P-B", account.pB(), "X-Poe-P-Lat", account.pLat()));
            var stranger = new ModernHttp("{}", Map.of("X-Poe-P-B", "somebody-else"));
            var nobody = new ModernHttp("{}", Map.of());

            var mine = owner.tool(server.uri(), "get_settings", "{}");
            var theirs = stranger.tool(server.uri(), "get_settings", "{}");
            var none = nobody.tool(server.uri(), "get_settings", "{}");
            var again = owner.tool(server.uri(), "get_settings", "{}");

            assertTrue(mine.path("result").path("structuredContent").has("points"), mine::toString);
            assertEquals("auth_expired", code(theirs), theirs::toString);
            assertEquals("not_configured", code(none), none::toString);
            assertEquals(
                    mine.path("result").path("structuredContent"),
                    again.path("result").path("structuredContent"));
            var said = theirs + " " + none + server.process().stderr()
                    + server.process().stdout();
            assertFalse(said.contains(account.pB()) || said.contains(account.pLat()), "no credential is shown");
            assertFalse(said.contains("somebody-else"), "nor a wrong one");
        }
    }

    private static String code(JsonNode answer) {
        return answer.path("result")
                .path("_meta")
                .path("poe/error")
                .path("code")
                .asText();
    }
}
