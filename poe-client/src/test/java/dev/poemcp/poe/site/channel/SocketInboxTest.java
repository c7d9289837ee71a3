package dev.poemcp.poe.site.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SocketInboxTest {
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch lastHandled = new CountDownLatch(1);
    private final AtomicInteger bugs = new AtomicInteger();

    @Test
    void handlesInOrder_andNothingAfterTheLast() throws InterruptedException {
        var inbox = new SocketInbox(bugs::incrementAndGet);
        inbox.add(() -> handled.add("a"), 1);
        inbox.add(() -> handled.add("b"), 1);
        inbox.addLast(lastHandled::countDown);
        inbox.add(() -> handled.add("too late"), 1);
        inbox.addLast(() -> handled.add("too late"));

        inbox.start();

        assertTrue(lastHandled.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("a", "b"), handled);
        assertEquals(0, bugs.get());
    }

    @Test
    void bug_endsTheSocket_andTheEndIsStillHandled() throws InterruptedException {
        var inbox = new SocketInbox(bugs::incrementAndGet);
        inbox.start();

        inbox.add(
                () -> {
                    throw new IllegalStateException("a bug of the test");
                },
                1);
        inbox.addLast(lastHandled::countDown);

        assertTrue(lastHandled.await(10, TimeUnit.SECONDS));
        assertEquals(1, bugs.get());
    }

    @Test
    void beyondItsLimit_readingWaits_butOneOfAnyLengthFits() throws InterruptedException {
        var inbox = new SocketInbox(bugs::incrementAndGet, 10);
        inbox.add(() -> handled.add("longer than the limit"), 11);
        var reader = new Thread(() -> inbox.add(() -> handled.add("waits"), 1));
        reader.start();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        inbox.start();

        reader.join(TimeUnit.SECONDS.toMillis(10));
        inbox.addLast(lastHandled::countDown);
        assertTrue(lastHandled.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("longer than the limit", "waits"), handled);
    }
}
