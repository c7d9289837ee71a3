package dev.poemcp.server.policy.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.policy.points.Budget.Price;
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
    void noLimits_needNoPrice() {
        var budget = budget(null, null);

        assertEquals(1, budget.reserve(List.of(new Price("Echo", null)), null).size());
        assertEquals(false, budget.limits(null));
        assertEquals(true, budget.limits(5L));
    }

    @Test
    void messageAboveLimit_isRejected() {
        var budget = budget(100L, null);

        reserve(budget, 100L, null);
        var rejected = rejection(budget, 101L, null);

        assertSentence(rejected, "POE_MAX_POINTS_PER_MESSAGE", "101", "100");
    }

    @Test
    void maxPoints_limitsAllMessagesOfCall() {
        var budget = budget(null, null);

        budget.reserve(List.of(new Price("A", 40L), new Price("B", 60L)), 100L);
        var rejected = assertThrows(
                ToolException.class, () -> budget.reserve(List.of(new Price("A", 41L), new Price("B", 60L)), 100L));

        assertSentence(rejected, "max_points", "101", "100");
    }

    @Test
    void totalLimit_countsActualCosts() {
        var budget = budget(null, 100L);

        reserve(budget, 60L, null).update(PaidReply.number(1).complete(10L));
        reserve(budget, 60L, null).update(PaidReply.number(1).complete(70L));
        var rejected = rejection(budget, 21L, null);
        reserve(budget, 20L, null);

        assertSentence(rejected, "POE_MAX_POINTS", "21", "20");
    }

    @Test
    void unknownCost_keepsReservation() {
        var budget = budget(null, 100L);

        reserve(budget, 60L, null).update(PaidReply.number(1).complete(null));

        rejection(budget, 41L, null);
        reserve(budget, 40L, null);
    }

    @Test
    void unsentMessage_isReleased() {
        var budget = budget(null, 100L);

        reserve(budget, 100L, null).release();

        reserve(budget, 100L, null);
    }

    @Test
    void knownCost_isNotReleased() {
        var budget = budget(null, 100L);
        Reservation reservation = reserve(budget, 60L, null);

        reservation.update(PaidReply.number(1).complete(60L));
        reservation.release();
        reservation.keep();

        rejection(budget, 41L, null);
        reserve(budget, 40L, null);
    }

    @Test
    void rejectionForReservedPoints_saysThatCostsCanBeRead() {
        var budget = budget(null, 100L);
        reserve(budget, 60L, null).update(PaidReply.number(1).growing());

        assertSentence(rejection(budget, 41L, null), "40 are left", "60 set aside", "get_reply");
    }

    @Test
    void costAbovePrice_overdrawsOnceThenAllIsRejected() {
        var budget = budget(null, 100L);

        reserve(budget, 90L, null).update(PaidReply.number(1).complete(150L));

        assertSentence(rejection(budget, 1L, null), "POE_MAX_POINTS", "0 are left");
        reserve(budget, 0L, null);
    }

    @Test
    void unknownPrice_isRejectedUnderAnyLimit() {
        for (Budget budget : List.of(budget(5L, null), budget(null, 5L))) {
            assertSentence(rejection(budget, null, null), "Pricey", "POE_MAX_POINTS");
        }
        assertSentence(rejection(budget(null, null), null, 5L), "Pricey", "max_points");
    }

    @Test
    void rejectedCall_reservesNothing() {
        var budget = budget(50L, 100L);

        assertThrows(
                ToolException.class, () -> budget.reserve(List.of(new Price("A", 40L), new Price("B", 51L)), null));

        budget.reserve(List.of(new Price("A", 50L), new Price("B", 50L)), null);
    }

    @Test
    void concurrentCalls_neverExceedTotal() throws Exception {
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
        rejection(budget, 10L, null);
        reserve(budget, 5L, null);
    }

    private static Budget budget(@Nullable Long perMessage, @Nullable Long total) {
        return new Budget(perMessage, total, new PointsLedger().of(Credentials.NONE));
    }

    private static Reservation reserve(Budget budget, @Nullable Long points, @Nullable Long maxPoints) {
        return budget.reserve(List.of(new Price("Pricey", points)), maxPoints).get(0);
    }

    private static ToolException rejection(Budget budget, @Nullable Long points, @Nullable Long maxPoints) {
        var rejected = assertThrows(ToolException.class, () -> reserve(budget, points, maxPoints));
        assertEquals(ErrorCode.BUDGET_EXCEEDED, rejected.code());
        return rejected;
    }

    private static void assertSentence(ToolException rejected, String... parts) {
        String text = rejected.getMessage() + " " + rejected.nextStep();
        for (String part : parts) {
            assertTrue(text.contains(part), text);
        }
    }
}
