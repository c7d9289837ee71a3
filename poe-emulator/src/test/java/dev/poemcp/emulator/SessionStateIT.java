package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.SessionState;
import dev.poemcp.emulator.control.SiteBehavior.ReadGate;
import dev.poemcp.emulator.control.SiteBehavior.SignedOutPage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The session ends and comes back while the site runs. */
class SessionStateIT {
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
    void expiredSession_redirectsPageSettingsAndPosts() throws Exception {
        poe.behavior().session(SessionState.EXPIRED);

        assertEquals(307, client.get("/").statusCode());
        assertEquals(307, client.get("/api/settings").statusCode());
        assertEquals(307, settings().statusCode());
        assertEquals(200, client.get("/login").statusCode());
    }

    @Test
    void expiredSession_followsOtherSettings() throws Exception {
        poe.behavior().session(SessionState.EXPIRED);
        poe.behavior().signedOutPage(SignedOutPage.NO_VIEWER);
        poe.behavior().signedOutStatus(403);

        assertTrue(client.get("/").body().contains("\"viewer\":null"));
        assertEquals(403, settings().statusCode());
        poe.behavior().noSignedOutStatus();
        assertEquals(307, settings().statusCode());
    }

    @ParameterizedTest
    @EnumSource(ReadGate.class)
    void sessionWithoutAccount_hasNullViewerAndNothingElse(ReadGate gate) throws Exception {
        poe.behavior().readGate(gate);
        poe.behavior().session(SessionState.NO_ACCOUNT);

        var page = client.get("/");
        var settings = client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var bot = client.post("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026);

        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("\"viewer\":null"));
        assertTrue(settings.has("viewer") && settings.path("viewer").isNull());
        assertTrue(bot.body().contains("Server Error"), bot.body());
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionState.class,
            names = {"EXPIRED", "NO_ACCOUNT"})
    void signedOutSession_leavesApiAndComesBack(SessionState state) throws Exception {
        poe.behavior().session(state);
        var models = client.get("/v1/models");
        poe.behavior().session(SessionState.SIGNED_IN);

        assertEquals(200, models.statusCode());
        assertTrue(client.get("/").body().contains("\"uid\":"));
        assertEquals(200, settings().statusCode());
    }

    private HttpResponse<String> settings() throws Exception {
        return client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
    }
}
