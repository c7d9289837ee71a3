package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.EmulatorOptions.UnknownHash;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hashes change while the site runs, and its scripts with them. */
class RenewalIT {
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
    void renewedHashes_areInScriptsAndOldOnesUnknown() throws Exception {
        var before = SiteScripts.of(poe);

        poe.persistedQueries().renew();
        var after = SiteScripts.of(poe);

        assertEquals(Hashes.SETTINGS_2026, before.hashes("settingsPageQuery").get(0));
        assertTrue(refusal(Hashes.SETTINGS_2026).contains("PersistedQueryNotFound"));
        var hash = after.hashes("settingsPageQuery").get(0);
        assertTrue(client.data("settingsPageQuery", "{}", hash).path("viewer").has("uid"));
        assertEquals(2, poe.requests().count("accountSettings"), "old hashes keep their operation in the log");
        assertTrue(
                after.paths().stream().filter(path -> path.contains("/chunks/")).noneMatch(before.paths()::contains));
        assertEquals(before.names(), after.names());
    }

    @Test
    void secondRenewal_changesHashesAgain() throws Exception {
        poe.persistedQueries().renew();
        var first = SiteScripts.of(poe).hashes("settingsPageQuery").get(0);

        poe.persistedQueries().renew("accountSettings");
        var second = SiteScripts.of(poe).hashes("settingsPageQuery").get(0);

        assertNotEquals(first, second);
        assertTrue(refusal(first).contains("PersistedQueryNotFound"));
        assertTrue(client.data("settingsPageQuery", "{}", second).has("viewer"));
    }

    @Test
    void renewedSubscription_failsWholeSetWithOldHash() throws Exception {
        client.channel();
        var old = Hashes.subscriptions(
                Hashes.subscription("messageAdded", Hashes.ADDED_2026),
                Hashes.subscription("jobUpdated", Hashes.JOB_2026));

        poe.persistedQueries().renew("messageAdded");
        var scripts = SiteScripts.of(poe);
        var renewed = Hashes.subscriptions(
                Hashes.subscription(
                        "messageAdded",
                        scripts.hashes("subscriptions_messageAdded_Subscription")
                                .get(0)),
                Hashes.subscription("jobUpdated", Hashes.JOB_2026));

        assertTrue(client.post("subscriptionsMutation", old, Hashes.SUBSCRIBE)
                .body()
                .contains("Server Error"));
        assertTrue(
                client.data("subscriptionsMutation", renewed, Hashes.SUBSCRIBE).has("autoSubscribe"));
    }

    @Test
    void renewalWithVariable_refusesRequestsWithoutIt() throws Exception {
        poe.persistedQueries().renewWithVariable("accountSettings", "isNewSettings");
        var scripts = SiteScripts.of(poe);
        var hash = scripts.hashes("settingsPageQuery").get(0);

        assertTrue(scripts.text().contains("\"isNewSettings\""));
        assertTrue(refusal(hash).contains("Server Error"));
        assertTrue(client.data("settingsPageQuery", "{\"isNewSettings\":true}", hash)
                .has("viewer"));
    }

    @Test
    void decoys_areInOtherChunksAndUnknown() throws Exception {
        poe.persistedQueries().publishDecoys("accountSettings");

        var hashes = SiteScripts.of(poe).hashes("settingsPageQuery");

        assertEquals(3, hashes.size());
        assertEquals(3, List.copyOf(hashes).stream().distinct().count());
        assertEquals(
                List.of(Hashes.SETTINGS_2026),
                hashes.stream().filter(this::isKnown).toList());
    }

    @Test
    void hiddenOperation_isMissingFromScriptsButWorks() throws Exception {
        poe.persistedQueries().hide("accountSettings");

        var scripts = SiteScripts.of(poe);

        assertTrue(scripts.hashes("settingsPageQuery").isEmpty());
        assertTrue(scripts.text().contains(Hashes.SETTINGS_2026), "it is there under another name");
        assertTrue(client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).has("viewer"));
    }

    @Test
    void restore_knowsOldHashesAgain() throws Exception {
        poe.persistedQueries().renew();
        poe.persistedQueries().hide("accountSettings");

        poe.persistedQueries().restore();

        assertTrue(client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).has("viewer"));
        assertEquals(List.of(Hashes.SETTINGS_2026), SiteScripts.of(poe).hashes("settingsPageQuery"));
    }

    @Test
    void oldHash_getsServerErrorIfOptionsSaySo() throws Exception {
        var options = EmulatorOptions.defaults().withUnknownHash(UnknownHash.SERVER_ERROR);
        try (var other = PoeEmulator.start(options)) {
            var otherClient = RawClient.ofAugust2026(other);
            other.persistedQueries().renew("accountSettings");

            var body = otherClient
                    .post("settingsPageQuery", "{}", Hashes.SETTINGS_2026)
                    .body();

            assertTrue(body.contains("Server Error"));
            assertFalse(body.contains("PersistedQueryNotFound"));
        }
    }

    private boolean isKnown(String hash) {
        try {
            return !refusal(hash).contains("PersistedQueryNotFound");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String refusal(String hash) throws Exception {
        return client.post("settingsPageQuery", "{}", hash).body();
    }
}
