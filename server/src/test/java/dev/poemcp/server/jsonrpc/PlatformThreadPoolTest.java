package dev.poemcp.server.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PlatformThreadPoolTest {
    private static final int TASKS = 64;

    private final PlatformThreadPool pool = new PlatformThreadPool("test");
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        pool.shutdownNow();
    }

    @Test
    void blockingTasks_allStart() throws Exception {
        startBlocking(TASKS);
    }

    @Test
    void blockingTasksOnIdleThreads_allStart() throws Exception {
        runTogether(TASKS);

        startBlocking(2 * TASKS);
    }

    @Test
    void shortTasks_reuseThreads() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (var i = 0; i < TASKS; i++) {
            pool.submit(() -> threads.add(Thread.currentThread())).get(20, TimeUnit.SECONDS);
        }

        assertTrue(threads.size() < TASKS, () -> threads.size() + " threads");
    }

    @Test
    void failingTask_leavesPoolUsable() throws Exception {
        var failed = new CountDownLatch(1);
        pool.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> failed.countDown());
            throw new IllegalStateException("on purpose");
        });
        assertTrue(failed.await(20, TimeUnit.SECONDS));

        assertEquals("done", pool.submit(() -> "done").get(20, TimeUnit.SECONDS));
    }

    @Test
    void interruptOfEndedTask_doesNotReachTheNext() throws Exception {
        for (var i = 0; i < TASKS; i++) {
            pool.submit(() -> Thread.currentThread().interrupt()).get(20, TimeUnit.SECONDS);

            assertFalse(
                    pool.submit(() -> Thread.currentThread().isInterrupted()).get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void shutdown_runsStartedTasksToTheEnd() throws Exception {
        startBlocking(TASKS);

        pool.shutdown();

        assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
        assertFalse(pool.isTerminated());
        release.countDown();
        assertTrue(pool.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void shutdownNow_interruptsTasksAndEndsThreads() throws Exception {
        runTogether(2);
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        pool.execute(() -> {
            started.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertTrue(started.await(20, TimeUnit.SECONDS));

        pool.shutdownNow();

        assertTrue(interrupted.await(20, TimeUnit.SECONDS));
        assertTrue(pool.awaitTermination(20, TimeUnit.SECONDS));
    }

    /** Each task waits for all others, so there is a thread for each. */
    private void runTogether(int tasks) throws Exception {
        var barrier = new CyclicBarrier(tasks + 1);
        for (var i = 0; i < tasks; i++) {
            var unused = pool.submit(() -> barrier.await());
        }
        barrier.await(20, TimeUnit.SECONDS);
    }

    private void startBlocking(int tasks) throws Exception {
        var started = new Semaphore(0);
        for (var i = 0; i < tasks; i++) {
            var unused = pool.submit(() -> {
                started.release();
                release.await();
                return null;
            });
        }
        assertTrue(started.tryAcquire(tasks, 20, TimeUnit.SECONDS), "every task has a thread of its own");
    }
}
