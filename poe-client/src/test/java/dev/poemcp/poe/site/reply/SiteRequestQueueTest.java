package dev.poemcp.poe.site.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteRequestQueueTest {
    private static final int TASKS = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void manyTasks_runFewAtATime() throws InterruptedException {
        SiteRequestQueue queue = new SiteRequestQueue(threads);
        Semaphore begun = new Semaphore(0);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch finished = new CountDownLatch(TASKS);

        for (int i = 0; i < TASKS; i++) {
            queue.add(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                begun.release();
                try {
                    assertTrue(open.await(10, TimeUnit.SECONDS));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                now.decrementAndGet();
                finished.countDown();
            });
        }
        assertTrue(begun.tryAcquire(SiteRequestQueue.MAX_CONCURRENT, 10, TimeUnit.SECONDS), "several at once");
        open.countDown();

        assertTrue(finished.await(10, TimeUnit.SECONDS));
        assertEquals(SiteRequestQueue.MAX_CONCURRENT, most.get());
    }

    @Test
    void busyWorkersAndFailedTask_nextTaskRuns() throws InterruptedException {
        List<Runnable> refused = new ArrayList<>();
        SiteRequestQueue queue = new SiteRequestQueue(work -> {
            refused.add(work);
            throw new RejectedExecutionException("busy");
        });
        CountDownLatch finished = new CountDownLatch(SiteRequestQueue.MAX_CONCURRENT + 1);

        for (int i = 0; i <= SiteRequestQueue.MAX_CONCURRENT; i++) {
            queue.add(() -> {
                finished.countDown();
                throw new IllegalStateException("a bug for the test");
            });
        }

        assertTrue(finished.await(10, TimeUnit.SECONDS));
        assertTrue(!refused.isEmpty());
    }
}
