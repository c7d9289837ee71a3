package dev.poemcp.server.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.policy.Budget.Price;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BudgetTest {
    @Test
    void withoutLimitsNothingIsRefusedAndNoPriceIsNeeded() {
        var budget = budget(null, null);

        assertEquals(1, budget.reserve(List.of(new Price("Echo", null)), null).size());
        assertEquals(false, budget.limits(null));
        assertEquals(true, budget.limits(5L));
    }

    @Test
    void aMessageAtTheLimitGoesAndOneAboveDoesNot() {
        var budget = budget(100L, null);

        reserve(budget, 100L, null);
        var refused = refusal(budget, 101L, null);

        assertSentence(refused, "POE_MAX_POINTS_PER_MESSAGE", "101", "100");
    }

    @Test
    void theCallsOwnLimitIsForAllItsMessages() {
        var budget = budget(null, null);

        budget.reserve(List.of(new Price("A", 40L), new Price("B", 60L)), 100L);
        var refused = assertThrows(
                ToolException.class, () -> budget.reserve(List.of(new Price("A", 41L), new Price("B", 60L)), 100L));

        assertSentence(refused, "max_points", "101", "100");
    }

    @Test
    void theProcessesLimitCountsWhatWasTrulySpent() {
        var budget = budget(null, 100L);

        reserve(budget, 60L, null).update(PaidReply.number(1).complete(10L));
        reserve(budget, 60L, null).update(PaidReply.number(1).complete(70L));
        var refused = refusal(budget, 21L, null);
        reserve(budget, 20L, null);

        assertSentence(refused, "POE_MAX_POINTS", "21", "20");
    }

    @Test
    void anUnknownCostKeepsTheReservation() {
        var budget = budget(null, 100L);

        reserve(budget, 60L, null).update(PaidReply.number(1).complete(null));

        refusal(budget, 41L, null);
        reserve(budget, 40L, null);
    }

    @Test
    void whatWasNotSentIsGivenBack() {
        var budget = budget(null, 100L);

        reserve(budget, 100L, null).release();

        reserve(budget, 100L, null);
    }

    @Test
    void costOnceKnown_isNotReleased() {
        var budget = budget(null, 100L);
        Reservation reservation = reserve(budget, 60L, null);

        reservation.update(PaidReply.number(1).complete(60L));
        reservation.release();
        reservation.keep();

        refusal(budget, 41L, null);
        reserve(budget, 40L, null);
    }

    @Test
    void refusalForPointsSetAside_saysThatTheirCostCanBeRead() {
        var budget = budget(null, 100L);
        reserve(budget, 60L, null).update(PaidReply.number(1).growing());

        assertSentence(refusal(budget, 41L, null), "40 are left", "60 set aside", "get_reply");
    }

    @Test
    void aCostAboveThePriceMayOverdrawOnceAndThenAllIsRefused() {
        var budget = budget(null, 100L);

        reserve(budget, 90L, null).update(PaidReply.number(1).complete(150L));

        assertSentence(refusal(budget, 1L, null), "POE_MAX_POINTS", "0 are left");
        reserve(budget, 0L, null);
    }

    @Test
    void anUnknownPriceIsRefusedUnderAnyLimitWithTheWayOn() {
        for (Budget budget : List.of(budget(5L, null), budget(null, 5L))) {
            assertSentence(refusal(budget, null, null), "Dear", "POE_MAX_POINTS");
        }
        assertSentence(refusal(budget(null, null), null, 5L), "Dear", "max_points");
    }

    @Test
    void aRefusedCallReservesNothingOfIt() {
        var budget = budget(50L, 100L);

        assertThrows(
                ToolException.class, () -> budget.reserve(List.of(new Price("A", 40L), new Price("B", 51L)), null));

        budget.reserve(List.of(new Price("A", 50L), new Price("B", 50L)), null);
    }

    @Test
    void twoHundredCallersNeverSpendMoreThanThereIs() throws Exception {
        var budget = budget(null, 575L);
        ExecutorService threads = Executors.newFixedThreadPool(200);
        var start = new CountDownLatch(1);
        var sent = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> {
                try {
                    start.await();
                    Reservation reservation = reserve(budget, 10L, null);
                    sent.incrementAndGet();
                    reservation.update(PaidReply.number(1).complete(10L));
                } catch (ToolException e) {
                    assertEquals(ErrorCode.BUDGET_EXCEEDED, e.code());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        start.countDown();
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));

        assertEquals(57, sent.get());
        refusal(budget, 10L, null);
        reserve(budget, 5L, null);
    }

    private static Budget budget(@Nullable Long perMessage, @Nullable Long total) {
        return new Budget(perMessage, total, new PointsLedger().of(Credentials.NONE));
    }

    private static Reservation reserve(Budget budget, @Nullable Long points, @Nullable Long maxPoints) {
        return budget.reserve(List.of(new Price("Dear", points)), maxPoints).get(0);
    }

    private static ToolException refusal(Budget budget, @Nullable Long points, @Nullable Long maxPoints) {
        var refused = assertThrows(ToolException.class, () -> reserve(budget, points, maxPoints));
        assertEquals(ErrorCode.BUDGET_EXCEEDED, refused.code());
        return refused;
    }

    private static void assertSentence(ToolException refused, String... parts) {
        String text = refused.getMessage() + " " + refused.nextStep();
        for (String part : parts) {
            assertTrue(text.contains(part), text);
        }
    }
}
