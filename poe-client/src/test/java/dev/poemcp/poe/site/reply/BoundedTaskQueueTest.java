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

class BoundedTaskQueueTest {
    private static final int QUESTIONS = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void fewAreAskedAtOnceAndAllInTheEnd() throws InterruptedException {
        BoundedTaskQueue queue = new BoundedTaskQueue(threads);
        Semaphore begun = new Semaphore(0);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(QUESTIONS);

        for (int i = 0; i < QUESTIONS; i++) {
            queue.add(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                begun.release();
                try {
                    assertTrue(open.await(10, TimeUnit.SECONDS));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                now.decrementAndGet();
                asked.countDown();
            });
        }
        assertTrue(begun.tryAcquire(BoundedTaskQueue.AT_ONCE, 10, TimeUnit.SECONDS), "several at once");
        open.countDown();

        assertTrue(asked.await(10, TimeUnit.SECONDS));
        assertEquals(BoundedTaskQueue.AT_ONCE, most.get());
    }

    @Test
    void questionIsAskedThoughEveryWorkerIsBusyAndTheOneBeforeBroke() throws InterruptedException {
        List<Runnable> refused = new ArrayList<>();
        BoundedTaskQueue queue = new BoundedTaskQueue(work -> {
            refused.add(work);
            throw new RejectedExecutionException("busy");
        });
        CountDownLatch asked = new CountDownLatch(BoundedTaskQueue.AT_ONCE + 1);

        for (int i = 0; i <= BoundedTaskQueue.AT_ONCE; i++) {
            queue.add(() -> {
                asked.countDown();
                throw new IllegalStateException("a bug in a question, for the test");
            });
        }

        assertTrue(asked.await(10, TimeUnit.SECONDS));
        assertTrue(!refused.isEmpty());
    }
}
