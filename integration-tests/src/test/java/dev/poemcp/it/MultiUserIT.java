package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.util.List;
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

    @Test
    void toolsAreListed_byTheCredentialsOfTheRequest(PoeEmulator poe, Servers servers) {
        var server = servers.http(Launch.server().env("POE_BASE_URL", poe.url().toString()), "--multi-user");

        assertTrue(listed(server, Map.of()).contains("get_settings"));
        assertTrue(listed(server, Map.of("X-Poe-P-B", poe.account().pB())).contains("get_settings"));
        var withKey = listed(server, Map.of("X-Poe-Api-Key", "sk-poe-EXAMPLE"));
        assertTrue(withKey.contains("send_message"), withKey::toString);
        assertFalse(withKey.contains("get_settings"), withKey::toString);
    }

    private static List<String> listed(HttpServer server, Map<String, String> credentials) {
        var response = new StatelessHttpClient("{}", credentials)
                .call(server.uri(), "tools/list", StatelessHttpClient.object("{}"));
        assertEquals("private", response.path("result").path("cacheScope").asText(), response::toString);
        return response.path("result").path("tools").findValuesAsText("name");
    }

    private static String code(JsonNode response) {
        return response.path("result")
                .path("_meta")
                .path("poe/error")
                .path("code")
                .asText();
    }
}
