package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One read's answer or hash changes until it is repaired; other reads work. */
class ChangedAnswersIT {
    private static final Map<String, String> QUERIES = Map.of(
            "settingsPageQuery", "accountSettings",
            "handleBotLandingPageQuery", "botInfo",
            "subscriptionsMutation", "subscribe");

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
    void renamedRoot_hasTheSameContentUnderAnotherName() throws Exception {
        var before = data();
        var fault = poe.faults()
                .on("accountSettings", Fault.renamedField("viewer", "viewer2"))
                .always();

        var renamed = data();
        fault.end();

        assertEquals(before.path("viewer").path("uid"), renamed.path("viewer2").path("uid"));
        assertFalse(renamed.has("viewer"));
        assertTrue(data().has("viewer"));
    }

    @Test
    void renamedField_isRenamedAtEveryDepth() throws Exception {
        poe.faults().on("accountSettings", Fault.renamedField("id", "globalId"));

        var renamed =
                client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026).body();

        assertTrue(renamed.contains("\"globalId\":"));
        assertFalse(renamed.contains("\"id\":"));
        assertTrue(renamed.contains("\"uid\":"));
    }

    @Test
    void missingField_isMissingWithWhatItContains() throws Exception {
        var fault = poe.faults()
                .on("accountSettings", Fault.withoutField("messagePointInfo"))
                .always();

        var viewer = data().path("viewer");
        var bot = client.data("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026);
        fault.end();

        assertFalse(viewer.has("messagePointInfo"));
        assertTrue(viewer.path("uid").asLong() > 0);
        assertEquals("Echo", bot.at("/bot/handle").asText());
        assertTrue(data().path("viewer").has("messagePointInfo"));
    }

    @Test
    void answersThatAreNoData_lastUntilFaultEnds() throws Exception {
        var withoutData = new FaultCase(FaultKind.ERRORS_WITHOUT_DATA, FaultPhase.BEFORE).fault();
        for (var change : List.of(Fault.html(), Fault.emptyBody(), withoutData)) {
            var fault = poe.faults().on("accountSettings", change).always();

            var first = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
            var second = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
            fault.end();

            assertEquals(200, first.statusCode());
            assertFalse(first.body().contains("\"data\""), first.body());
            assertEquals(first.body(), second.body());
            assertTrue(data().has("viewer"));
        }
    }

    @Test
    void emptyBalance_isZeroPoints() throws Exception {
        poe.ledger().setBalance(0);

        var empty = data().at("/viewer/messagePointInfo");
        poe.ledger().setBalance(1_000);

        assertEquals(0, empty.path("subscriptionPointBalance").asLong(-1));
        assertEquals(0, empty.path("addonPointBalance").asLong(-1));
        assertEquals(
                900,
                data().at("/viewer/messagePointInfo/subscriptionPointBalance").asLong());
    }

    @Test
    void outdatedAndHiddenOperation_leavesOtherOperations() throws Exception {
        poe.persistedQueries().renew("accountSettings");
        poe.persistedQueries().hide("accountSettings");

        var scripts = SiteScripts.of(poe);

        assertTrue(isOutdated("settingsPageQuery", "{}", Hashes.SETTINGS_2026));
        assertTrue(scripts.hashes("settingsPageQuery").isEmpty());
        assertEquals(1, scripts.hashes("handleBotLandingPageQuery").size());
        assertFalse(isOutdated("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026));
        poe.persistedQueries().restore();
        assertTrue(data().has("viewer"));
    }

    @Test
    void outdatedAndHiddenQueries_areAllMissingFromScripts() throws Exception {
        var before = SiteScripts.of(poe).names();
        poe.persistedQueries().renew();
        poe.persistedQueries().hideAll();

        var scripts = SiteScripts.of(poe);
        var page = client.get("/");

        assertTrue(before.containsAll(QUERIES.keySet()), before.toString());
        assertTrue(
                scripts.names().stream().noneMatch(before::contains),
                scripts.names().toString());
        assertTrue(isOutdated("settingsPageQuery", "{}", Hashes.SETTINGS_2026));
        assertTrue(isOutdated("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026));
        assertEquals(200, page.statusCode());
        assertTrue(client.get("/api/settings").body().contains("tchannelData"));
        poe.persistedQueries().restore();
        assertEquals(before, SiteScripts.of(poe).names());
        assertTrue(data().has("viewer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"settingsPageQuery", "handleBotLandingPageQuery", "subscriptionsMutation"})
    void hiddenOperation_isTheOnlyMissingOne(String query) throws Exception {
        var names = SiteScripts.of(poe).names();

        poe.persistedQueries().hide(String.valueOf(QUERIES.get(query)));

        var left = SiteScripts.of(poe).names();
        names.removeAll(left);
        assertEquals(List.of(query), List.copyOf(names));
    }

    private JsonNode data() throws Exception {
        return client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
    }

    private boolean isOutdated(String query, String variables, String hash) throws Exception {
        return client.post(query, variables, hash).body().contains("PersistedQueryNotFound");
    }
}
