package dev.poemcp.server.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class QuotaTest {
    private final Quota quota = new Quota("things", 100, 60);

    @Test
    void acquireAfterClose_fails() {
        var allocation = quota.open(new Caller("ann", true));
        assertNull(allocation.acquire(10));

        allocation.close();
        allocation.close();

        assertNotNull(allocation.acquire(10));
        allocation.release(5);
        assertEquals(0, quota.held());
    }

    @Test
    void concurrentAcquireAndClose_leaveNothingHeld() throws InterruptedException {
        for (var round = 0; round < 200; round++) {
            var allocation = quota.open(new Caller("ann", true));
            var start = new CountDownLatch(1);
            var acquirer = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (var i = 0; i < 50; i++) {
                    var unused = allocation.acquire(1);
                }
            });
            acquirer.start();
            start.countDown();

            allocation.close();
            acquirer.join();

            assertEquals(0, quota.held(), "round " + round);
        }
    }

    @Test
    void callerProvenLater_releasesWhatWasAcquired() {
        var unaccepted = quota.open(new Caller("ann", false));
        assertNull(unaccepted.acquire(50));
        assertNotNull(quota.open(new Caller("bob", false)).acquire(1), "unaccepted users have half");

        unaccepted.close();

        assertNull(quota.open(new Caller("bob", false)).acquire(50));
    }
}
