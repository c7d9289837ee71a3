package dev.poemcp.server.policy.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.PoeFailure.Subject;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.policy.points.AccountLedger.Charge;
import dev.poemcp.server.policy.points.AccountLedger.Totals;
import dev.poemcp.server.settings.Credentials;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PointsLedgerTest {
    private static final long PLENTY = 1_000_000;

    private final PointsLedger ledger = new PointsLedger(3, 4);
    private final AccountLedger account = of("p-b");

    private AccountLedger of(String pB) {
        return ledger.of(new Credentials(new Secret(pB), null, null, null));
    }

    private static LedgerEntry reserve(AccountLedger of, long price) {
        return of.reserve(List.of(new Charge(price, false)), PLENTY)
                .orElseThrow()
                .get(0);
    }

    @Test
    void newCookieBesideTheSameKey_isTheSameAccount() {
        reserve(ofBoth("junk-1", "key"), 60);

        assertTrue(ofBoth("junk-2", "key")
                .reserve(List.of(new Charge(50, false)), 100)
                .isEmpty());
        assertEquals(new Totals(60, 0), ofBoth("junk-3", "key").totals());
    }

    @Test
    void newKeyBesideTheSameCookie_isTheSameAccount() {
        reserve(ofBoth("p-b", "junk-1"), 60);

        assertTrue(ofBoth("p-b", "junk-2")
                .reserve(List.of(new Charge(50, false)), 100)
                .isEmpty());
        assertEquals(new Totals(60, 0), account.totals());
    }

    private AccountLedger ofBoth(String pB, String key) {
        return ledger.of(new Credentials(new Secret(pB), null, null, new Secret(key)));
    }

    @Test
    void unknownCost_keepsThePriceReserved() {
        reserve(account, 60).update(PaidReply.number(1).complete(null));

        assertEquals(new Totals(60, 60), account.totals());
    }

    @Test
    void growingReply_isSettledWhenReadComplete() {
        reserve(account, 60).update(PaidReply.number(1).growing());

        account.update(PaidReply.number(1).complete(10L));

        assertEquals(new Totals(10, 0), account.totals());
    }

    @Test
    void replyWithoutMessageId_isSettledByItsUserMessage() {
        reserve(account, 60).update(new PaidReply(null, 11L, null, null).growing());

        account.update(new PaidReply(null, 21L, 22L, null).complete(7L));
        assertEquals(new Totals(60, 60), account.totals(), "another message's reply");
        account.update(new PaidReply(null, 11L, 12L, null).complete(10L));

        assertEquals(new Totals(10, 0), account.totals());
    }

    @Test
    void retryWithoutMessageId_isNotSettledByTheReplyItReplaces() {
        LedgerEntry retry = account.reserve(List.of(new Charge(60, true)), PLENTY)
                .orElseThrow()
                .get(0);
        retry.update(new PaidReply(null, 11L, null, null).growing());

        account.update(new PaidReply(null, 11L, 12L, null).complete(1L));

        assertEquals(new Totals(60, 60), account.totals());
    }

    @Test
    void lateCost_settlesItsJobAndLaterOneCorrectsIt() {
        reserve(account, 60).update(PaidReply.number(1).growing());
        reserve(account, 60).update(PaidReply.number(2).growing());
        assertTrue(account.awaitsCosts());

        account.recordCost(1, 10);
        account.recordCost("m2", 20);
        account.recordCost(3, 1000);
        assertEquals(new Totals(30, 0), account.totals());
        assertFalse(account.awaitsCosts());
        account.recordCost(1, 15);

        assertEquals(new Totals(35, 0), account.totals());
    }

    @Test
    void entryWithoutJob_awaitsNoEvent() {
        reserve(account, 60).keep();

        assertEquals(new Totals(60, 60), account.totals());
        assertFalse(account.awaitsCosts(), "no event can be matched to it");
    }

    @Test
    void failedReply_isFreeOnlyIfPoeSaysSo() {
        var free = new PoeFailure.MessageFailed("error_bot_is_down", "", true, Spend.NONE);
        var unknown = new PoeFailure.MessageFailed("error_llm", "", true, Spend.POSSIBLE);
        var unreadable = new PoeFailure.NotFound(Subject.CHAT, "c");

        reserve(account, 60).update(PaidReply.number(1).failed(free, null));
        assertEquals(new Totals(0, 0), account.totals());
        reserve(account, 60).update(PaidReply.number(2).failed(unknown, null));
        assertEquals(new Totals(60, 60), account.totals());
        reserve(account, 60).update(PaidReply.number(3).failed(unreadable, null));
        assertEquals(new Totals(120, 120), account.totals());
        reserve(account, 60).update(PaidReply.number(4).failed(free, 5L));

        assertEquals(new Totals(125, 120), account.totals());
    }

    @Test
    void fullAccount_evictsSettledEntriesFirstAndKeepsTheSum() {
        LedgerEntry unsettled = reserve(account, 100);
        unsettled.update(PaidReply.number(1).growing());
        IntStream.rangeClosed(2, 20)
                .forEach(n -> reserve(account, 10).update(PaidReply.number(n).complete(1L)));
        assertEquals(new Totals(119, 100), account.totals());

        account.recordCost(1, 50);

        assertEquals(new Totals(69, 0), account.totals(), "the unsettled one was not evicted");
    }

    @Test
    void fullAccountOfUnsettledEntries_countsTheOldestAtItsPrice() {
        IntStream.rangeClosed(1, 5)
                .forEach(n -> reserve(account, 100).update(PaidReply.number(n).growing()));
        assertEquals(new Totals(500, 400), account.totals());

        account.recordCost(1, 0);
        assertEquals(500, account.totals().counted(), "its price is final");
        account.recordCost(2, 0);

        assertEquals(400, account.totals().counted());
    }

    @Test
    void reservation_isAllOrNothing() {
        assertTrue(account.reserve(List.of(new Charge(60, false), new Charge(41, false)), 100)
                .isEmpty());

        assertEquals(new Totals(0, 0), account.totals());
    }

    @Test
    void sameCookieWithOtherIgnoredCredentials_isTheSameAccount() {
        reserve(account, 60).keep();

        assertEquals(
                60,
                ledger.of(new Credentials(
                                new Secret("p-b"), new Secret("lat"), new Secret("formkey"), new Secret("key")))
                        .totals()
                        .counted());
        assertEquals(0, of("another").totals().counted());
    }

    @Test
    void apiKeysWithoutCookie_areAccountsOfTheirOwn() {
        var one = new Credentials(null, null, null, new Secret("one"));
        var other = new Credentials(null, null, null, new Secret("other"));
        reserve(ledger.of(one), 60).keep();

        assertEquals(60, ledger.of(one).totals().counted());
        assertEquals(0, ledger.of(other).totals().counted());
        assertEquals(0, of("one").totals().counted(), "a cookie with the same value is another account");
    }

    @ParameterizedTest
    @CsvSource({"a%2Bb%3D,a+b=", "'x; p-b=real','y; p-b=real'", "'\"real\"','\"real\" '"})
    void variantsOfOneCookie_areOneAccount(String one, String other) {
        reserve(of(one), 60).keep();

        assertEquals(60, of(other).totals().counted());
    }

    @Test
    void injectedCookie_isNoAccountOfItsOwn() {
        var one = new Credentials(new Secret("junk1"), new Secret("x; p-b=real"), null, null);
        var other = new Credentials(new Secret("junk2"), new Secret("x; p-b=real"), null, null);
        reserve(ledger.of(one), 60).keep();

        assertEquals(60, ledger.of(other).totals().counted());
    }

    @Test
    void inventedCredentials_neverDisplaceAProvenAccountThatHasSpent() {
        for (String proven : List.of("one", "two")) {
            reserve(of(proven), 60).update(PaidReply.number(1).complete(60L));
        }
        for (int i = 0; i < 100; i++) {
            // The reply to an invented cookie's message was lost, so its points may be spent.
            reserve(of("invented" + i), 60).keep();
        }

        assertEquals(60, of("one").totals().counted());
        assertEquals(60, of("two").totals().counted());
        assertEquals(60, of("invented99").totals().counted());
        assertEquals(0, of("invented98").totals().counted(), "there is room for three");
    }

    @Test
    void accountsWithoutSpending_areDroppedFirst() {
        reserve(of("spender"), 60).keep();
        reserve(of("idle"), 60).release();
        reserve(of("free"), 0).update(PaidReply.number(1).complete(0L));

        reserve(of("next"), 60).keep();
        reserve(of("afterNext"), 60).keep();

        assertEquals(60, of("spender").totals().counted());
    }

    @Test
    void ledgerFullOfProvenSpenders_rejectsAnotherAccount() {
        for (String proven : List.of("one", "two", "three")) {
            reserve(of(proven), 60).update(PaidReply.number(1).complete(60L));
        }

        assertTrue(of("four").reserve(List.of(new Charge(1, false)), PLENTY).isEmpty());
        assertEquals(60, of("three").totals().counted());
    }
}
