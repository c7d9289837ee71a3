package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several users on one server, each with credentials in the request headers. */
@ExtendWith(ServerExtension.class)
final class MultiUserIT {
    @Test
    void missingOrWrongCredentials_giveNoAccessToOtherAccounts(PoeEmulator poe, Servers servers) {
        var server = servers.http(
                Launch.server().env("POE_BASE_URL", poe.url().toString()).env("POE_LOG_LEVEL", "debug"),
                "--multi-user");
        var account = poe.account();
        var owner = new StatelessHttpClient("{}", Map.of("X-Poe-P-B", account.pB(), "X-Poe-P-Lat", account.pLat()));
        var stranger = new StatelessHttpClient("{}", Map.of("X-Poe-P-B", "wrong-cookie"));
        var anonymous = new StatelessHttpClient("{}", Map.of());

        var ownResponse = owner.tool(server.uri(), "get_settings", "{}");
        var strangerResponse = stranger.tool(server.uri(), "get_settings", "{}");
        var anonymousResponse = anonymous.tool(server.uri(), "get_settings", "{}");
        var secondResponse = owner.tool(server.uri(), "get_settings", "{}");

        assertTrue(ownResponse.path("result").path("structuredContent").has("points"), ownResponse::toString);
        assertEquals("auth_expired", code(strangerResponse), strangerResponse::toString);
        assertEquals("not_configured", code(anonymousResponse), anonymousResponse::toString);
        assertEquals(
                ownResponse.path("result").path("structuredContent"),
                secondResponse.path("result").path("structuredContent"));
        var output = strangerResponse + " " + anonymousResponse
                + server.process().stderr() + server.process().stdout();
        assertFalse(output.contains(account.pB()) || output.contains(account.pLat()), "no credential is printed");
        assertFalse(output.contains("wrong-cookie"), "a wrong credential is not printed either");
    }

    private static String code(JsonNode response) {
        return response.path("result")
                .path("_meta")
                .path("poe/error")
                .path("code")
                .asText();
    }
}
