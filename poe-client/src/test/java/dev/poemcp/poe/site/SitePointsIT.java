package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.EmulatorOptions.UnknownHash;
import dev.poemcp.emulator.control.LoggedRequest;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Balance, points history and rate cards of the site; only its newest build has the latter two. */
class SitePointsIT {
    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void balance_isTheAccountsPoints(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            site.poe.ledger().setBalance(4321);

            assertEquals(
                    new Points.Balance(4321, Via.ACCOUNT), site.client.points().balance());
        }
    }

    @Test
    void endedSession_returnsAuthExpired() {
        try (var site = new EmulatedPoe(SiteBuild.SEPTEMBER_2026)) {
            site.poe.endSession();

            assertInstanceOf(
                    PoeFailure.AuthExpired.class,
                    failureOf(() -> site.client.points().balance()));
            assertInstanceOf(
                    PoeFailure.AuthExpired.class,
                    failureOf(() -> site.client.points().history(20, null)));
        }
    }

    @Test
    void history_isReadPageByPageNewestFirst() {
        try (var site = new EmulatedPoe(SiteBuild.SEPTEMBER_2026)) {
            LongStream.rangeClosed(1, 45).forEach(i -> site.poe.ledger().charge(i, "Echo", i));
            site.poe.ledger().refund(45, "Echo", 45);

            var costs = new ArrayList<Long>();
            var sizes = new ArrayList<Integer>();
            String cursor = null;
            do {
                var history = site.client.points().history(20, cursor);
                assertEquals(Via.ACCOUNT, history.source());
                history.entries().items().forEach(entry -> costs.add(entry.points()));
                sizes.add(history.entries().items().size());
                cursor = history.entries().nextCursor();
            } while (cursor != null);

            assertEquals(List.of(20, 20, 6), sizes);
            assertEquals(-45L, costs.get(0), "a refund");
            assertEquals(LongStream.rangeClosed(1, 45).map(i -> 46 - i).boxed().toList(), costs.subList(1, 46));
        }
    }

    @Test
    void entry_hasWhatTheSiteTells() {
        try (var site = new EmulatedPoe(SiteBuild.SEPTEMBER_2026)) {
            site.poe.ledger().charge(1, "HaikuMaster", 7);

            var entry = site.client.points().history(1, null).entries().items().get(0);

            assertEquals("Haiku Master", entry.bot(), "the site tells the display name only");
            assertEquals(7L, entry.points());
            Instant time = entry.time();
            assertNotNull(time);
            assertTrue(Duration.between(time, Instant.now()).abs().toMinutes() < 5, time::toString);
            assertNull(entry.queryId());
            assertNull(entry.costUsd());
            assertNull(entry.usageType());
            assertNull(entry.chatName());
        }
    }

    @ParameterizedTest
    @EnumSource(value = SiteBuild.class, names = "SEPTEMBER_2026", mode = EnumSource.Mode.EXCLUDE)
    void buildWithoutHistory_returnsQueryOutdatedAndIsAskedOnce(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var unused = site.client.points().balance();
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(
                        PoeFailure.QueryOutdated.class,
                        failureOf(() -> site.client.points().history(20, null)));
            }

            assertEquals(1, requests(site.poe, "PointsHistoryPageColumnViewerPaginationQuery"));
        }
    }

    @Test
    void rateCard_isTheSitesTable() {
        try (var site = new EmulatedPoe(SiteBuild.SEPTEMBER_2026)) {
            String card = rateCard(site.client, "HaikuMaster");

            assertNotNull(card);
            assertTrue(card.contains("| Input (text) | $"), card);
        }
    }

    @ParameterizedTest
    @EnumSource(value = SiteBuild.class, names = "SEPTEMBER_2026", mode = EnumSource.Mode.EXCLUDE)
    void buildWithoutRateCards_isAskedOnceAndNegotiatesNothing(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            site.client.bots().get("HaikuMaster");
            site.client.bots().get("Echo");
            site.poe.requests().clear();

            for (String bot : List.of("HaikuMaster", "Echo", "HaikuMaster")) {
                assertNull(rateCard(site.client, bot));
            }

            assertEquals(1, requests(site.poe, "RateCardModalQuery"));
            assertEquals(1, requestsBesideScripts(site.poe), () -> operations(site.poe));
        }
    }

    @Test
    void siteThatFailsWithUnknownHashes_isAskedForOneCardOnly() {
        var options = EmulatorOptions.defaults().withUnknownHash(UnknownHash.SERVER_ERROR);
        try (var poe = PoeEmulator.start(options);
                var client = new SiteClient(EmulatedPoe.config(poe, true).withLimits(EmulatedPoe.HURRIED))) {
            client.bots().get("HaikuMaster");
            poe.requests().clear();

            for (int i = 0; i < 3; i++) {
                assertNull(rateCard(client, "HaikuMaster"));
            }

            // The read, its repetition, and whether the session still works.
            assertEquals(3, requestsBesideScripts(poe), () -> operations(poe));
        }
    }

    @Test
    void botWithoutNumber_hasNoRateCardAndIsNotAskedFor() {
        try (var site = new EmulatedPoe(SiteBuild.SEPTEMBER_2026)) {
            var ofCatalogue = new dev.poemcp.poe.Bot(
                    null, "writer", "Writer", null, null, null, null, List.of(), null, null, null);

            assertNull(site.client.bots().rateCard(ofCatalogue));
            assertEquals(List.of(), site.poe.requests().all());
        }
    }

    private static @Nullable String rateCard(SiteClient client, String bot) {
        return client.bots().rateCard(client.bots().get(bot));
    }

    /** Posts of a query, also of one that the site does not know. */
    private static long requests(PoeEmulator poe, String query) {
        return poe.requests().all().stream()
                .filter(request -> request.bodyText().contains(query))
                .count();
    }

    private static String operations(PoeEmulator poe) {
        return poe.requests().all().stream()
                .map(LoggedRequest::operation)
                .toList()
                .toString();
    }

    /** Without the search for a new hash in the site's scripts. */
    private static long requestsBesideScripts(PoeEmulator poe) {
        return poe.requests().all().stream()
                .filter(request -> !List.of("home", "script").contains(request.operation()))
                .count();
    }
}
