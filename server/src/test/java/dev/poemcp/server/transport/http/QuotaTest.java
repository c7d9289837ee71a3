package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class QuotaTest {
    private final Quota quota = new Quota("things", 100, 60);

    @Test
    void takingAfterClosing_takesNothing() {
        var holding = quota.open(new Caller("ann", true));
        assertNull(holding.take(10));

        holding.close();
        holding.close();

        assertNotNull(holding.take(10));
        holding.giveBack(5);
        assertEquals(0, quota.held());
    }

    @Test
    void takingWhileAnotherThreadCloses_leavesNothingHeld() throws InterruptedException {
        for (var round = 0; round < 200; round++) {
            var holding = quota.open(new Caller("ann", true));
            var start = new CountDownLatch(1);
            var taking = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (var i = 0; i < 50; i++) {
                    var unused = holding.take(1);
                }
            });
            taking.start();
            start.countDown();

            holding.close();
            taking.join();

            assertEquals(0, quota.held(), "round " + round);
        }
    }

    @Test
    void userWhoIsProvenMeanwhile_givesBackWhatWasTaken() {
        var before = quota.open(new Caller("ann", false));
        assertNull(before.take(50));
        assertNotNull(quota.open(new Caller("bob", false)).take(1), "strangers have half");

        before.close();

        assertNull(quota.open(new Caller("bob", false)).take(50));
    }
}
