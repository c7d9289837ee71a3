package dev.poemcp.server.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.PoeClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResourceWatchTest {
    private static final String CHAT = "poe://chats/2a9x";

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<String> notified = new ArrayDeque<>();
    private final PriorityQueue<ScheduledTask> scheduled =
            new PriorityQueue<>(Comparator.comparingLong(ScheduledTask::at));
    private long now = 5;
    /** Runs while the client is notified. */
    private Runnable whileNotifying = () -> {};

    private final ResourceWatch watch = new ResourceWatch(
            this::poe,
            uri -> {
                notified.add(uri);
                whileNotifying.run();
            },
            () -> now,
            (task, delay) -> scheduled.add(new ScheduledTask(task, now + delay)));

    /** Runs before a chat is found. */
    private Callable<@Nullable Void> lookup = () -> null;

    private record ScheduledTask(Runnable task, long at) {}

    private PoeClient poe() {
        var poe = mock(PoeClient.class);
        var chats = mock(Chats.class);
        when(chats.get(any())).thenAnswer(ignored -> {
            var unused = lookup.call();
            return new Chat(7L, "2a9x", null, URI.create("https://poe.com/chat/2a9x"), null, null);
        });
        when(poe.chats()).thenReturn(chats);
        when(poe.changes()).thenReturn(new Changes() {
            @Override
            public Subscription subscribe(Consumer<Change> listener) {
                listeners.add(listener);
                return () -> listeners.remove(listener);
            }
        });
        return poe;
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void change_notifiesOnlyWatchedResources() {
        watch(CHAT);
        watch("poe://settings");

        change(new Change.ChatChanged(8));
        change(new Change.ChatsChanged());
        change(new Change.ChatChanged(7));

        assertEquals(CHAT, next());
        change(new Change.SettingsChanged());
        assertEquals("poe://settings", next());
        assertTrue(notified.isEmpty());
    }

    @Test
    void chatChange_notifiesListOfChats() {
        watch("poe://chats");

        change(new Change.ChatChanged(8));

        assertEquals("poe://chats", next());
    }

    @Test
    void gap_notifiesEveryResource() {
        watch(CHAT);
        watch("poe://settings");

        change(new Change.Gap());

        advance(Duration.ZERO);
        assertEquals(Set.of(CHAT, "poe://settings"), Set.copyOf(notified));
    }

    @Test
    void manyChanges_notifyOncePerSecondAndTheLastIsNotLost() {
        watch(CHAT);

        change(new Change.ChatChanged(7));
        advance(Duration.ZERO);
        assertEquals(CHAT, notified.poll());
        for (var i = 0; i < 100; i++) {
            change(new Change.ChatChanged(7));
        }

        advance(Duration.ofMillis(999));
        assertNull(notified.poll(), "not within the second");
        advance(Duration.ofMillis(1));
        assertEquals(CHAT, notified.poll());
        advance(Duration.ofMinutes(1));
        assertNull(notified.poll(), "a hundred changes make one notification");
    }

    @Test
    void changeDuringNotification_isNotifiedOnceAfterwards() {
        watch(CHAT);
        whileNotifying = () -> {
            whileNotifying = () -> {};
            now += Duration.ofSeconds(5).toNanos();
            change(new Change.ChatChanged(7));
            change(new Change.ChatChanged(7));
            assertTrue(scheduled.isEmpty(), "nothing piles up behind a slow client");
        };

        change(new Change.ChatChanged(7));
        advance(Duration.ofSeconds(6));

        assertEquals(List.of(CHAT, CHAT), List.copyOf(notified));
    }

    @Test
    void watchAfterClose_isRejected() {
        watch.close();

        assertFalse(watch.watch(CHAT, PoeResource.parse(CHAT).orElseThrow()));
        assertEquals(0, listeners.size());
    }

    @Test
    void manySessions_shareOneTimer() throws InterruptedException {
        var received = new LinkedBlockingQueue<String>();
        var before = threads();
        var watches = Stream.generate(
                        () -> new ResourceWatch(this::poe, received::add, System::nanoTime, UpdateTimer.shared()))
                .limit(50)
                .toList();
        watches.forEach(one ->
                one.watch("poe://settings", PoeResource.parse("poe://settings").orElseThrow()));

        // One after another, so that notifier threads are reused; the timer thread is started here.
        for (var listener : listeners) {
            listener.accept(new Change.SettingsChanged());
            assertNotNull(received.poll(20, TimeUnit.SECONDS));
        }

        assertTrue(threads() < before + 25, "not one thread per watch");
        watches.forEach(ResourceWatch::close);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("resource"))
                .count();
    }

    @Test
    void subscription_isOpenOnlyWhileWatching() {
        watch(CHAT);
        watch("poe://settings");
        assertEquals(1, listeners.size());

        watch.unwatch(CHAT);
        assertEquals(1, listeners.size());
        watch.unwatch("poe://settings");
        watch.unwatch("poe://settings");

        assertEquals(0, listeners.size());
    }

    @Test
    void tooManyWatches_areRejected() {
        for (var i = 0; i < ResourceWatch.MAX_WATCHED; i++) {
            watch("poe://chats/c" + i);
        }

        var settings = PoeResource.parse("poe://settings").orElseThrow();
        assertFalse(watch.watch("poe://settings", settings));
    }

    @Test
    void watchDuringClose_leavesNoSubscription() throws Exception {
        var lookupStarted = new CountDownLatch(1);
        var lookupMayEnd = new CountDownLatch(1);
        lookup = () -> {
            lookupStarted.countDown();
            lookupMayEnd.await();
            return null;
        };
        var watching =
                new Thread(() -> watch.watch(CHAT, PoeResource.parse(CHAT).orElseThrow()));
        watching.start();
        lookupStarted.await();

        watch.close();
        lookupMayEnd.countDown();
        watching.join();

        assertEquals(0, listeners.size());
    }

    private void watch(String uri) {
        assertTrue(watch.watch(uri, PoeResource.parse(uri).orElseThrow()));
    }

    private void change(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    private void advance(Duration time) {
        var until = now + time.toNanos();
        while (!scheduled.isEmpty() && scheduled.element().at() <= until) {
            var next = scheduled.remove();
            now = Math.max(now, next.at());
            next.task().run();
        }
        now = Math.max(now, until);
    }

    private String next() {
        advance(Duration.ofSeconds(1));
        return notified.remove();
    }
}
