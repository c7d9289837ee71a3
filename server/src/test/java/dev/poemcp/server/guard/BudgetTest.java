package dev.poemcp.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.guard.Budget.Price;
import dev.poemcp.server.guard.Budget.Reservation;
import dev.poemcp.server.tools.ToolException;
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
        var budget = new Budget(null, null);

        assertEquals(1, budget.reserve(List.of(new Price("Echo", null)), null).size());
        assertEquals(false, budget.limits(null));
        assertEquals(true, budget.limits(5L));
    }

    @Test
    void aMessageAtTheLimitGoesAndOneAboveDoesNot() {
        var budget = new Budget(100L, null);

        reserve(budget, 100L, null);
        var refused = refusal(budget, 101L, null);

        assertSentence(refused, "POE_MAX_POINTS_PER_MESSAGE", "101", "100");
    }

    @Test
    void theCallsOwnLimitIsForAllItsMessages() {
        var budget = new Budget(null, null);

        budget.reserve(List.of(new Price("A", 40L), new Price("B", 60L)), 100L);
        var refused = assertThrows(
                ToolException.class, () -> budget.reserve(List.of(new Price("A", 41L), new Price("B", 60L)), 100L));

        assertSentence(refused, "max_points", "101", "100");
    }

    @Test
    void theProcessesLimitCountsWhatWasTrulySpent() {
        var budget = new Budget(null, 100L);

        reserve(budget, 60L, null).settle(10L);
        reserve(budget, 60L, null).settle(70L);
        var refused = refusal(budget, 21L, null);
        reserve(budget, 20L, null);

        assertSentence(refused, "POE_MAX_POINTS", "21", "20");
    }

    @Test
    void anUnknownCostKeepsTheReservation() {
        var budget = new Budget(null, 100L);

        reserve(budget, 60L, null).settle(null);

        refusal(budget, 41L, null);
        reserve(budget, 40L, null);
    }

    @Test
    void whatWasNotSentIsGivenBack() {
        var budget = new Budget(null, 100L);

        reserve(budget, 100L, null).release();

        reserve(budget, 100L, null);
    }

    @Test
    void onlyTheFirstSettlementCounts() {
        var budget = new Budget(null, 100L);
        Reservation reservation = reserve(budget, 60L, null);

        reservation.settle(60L);
        reservation.release();
        reservation.settle(0L);

        refusal(budget, 41L, null);
    }

    @Test
    void aCostAboveThePriceMayOverdrawOnceAndThenAllIsRefused() {
        var budget = new Budget(null, 100L);

        reserve(budget, 90L, null).settle(150L);

        assertSentence(refusal(budget, 1L, null), "POE_MAX_POINTS", "0 are left");
        reserve(budget, 0L, null);
    }

    @Test
    void anUnknownPriceIsRefusedUnderAnyLimitWithTheWayOn() {
        for (Budget budget : List.of(new Budget(5L, null), new Budget(null, 5L))) {
            assertSentence(refusal(budget, null, null), "Dear", "POE_MAX_POINTS");
        }
        assertSentence(refusal(new Budget(null, null), null, 5L), "Dear", "max_points");
    }

    @Test
    void aRefusedCallReservesNothingOfIt() {
        var budget = new Budget(50L, 100L);

        assertThrows(
                ToolException.class, () -> budget.reserve(List.of(new Price("A", 40L), new Price("B", 51L)), null));

        budget.reserve(List.of(new Price("A", 50L), new Price("B", 50L)), null);
    }

    @Test
    void twoHundredCallersNeverSpendMoreThanThereIs() throws Exception {
        var budget = new Budget(null, 575L);
        ExecutorService threads = Executors.newFixedThreadPool(200);
        var start = new CountDownLatch(1);
        var sent = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> {
                try {
                    start.await();
                    Reservation reservation = reserve(budget, 10L, null);
                    sent.incrementAndGet();
                    reservation.settle(10L);
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
