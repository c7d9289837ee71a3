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
    private final Queue<String> told = new ArrayDeque<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private long now = 5;
    /** Runs while the client is told. */
    private Runnable whileTelling = () -> {};

    private final ResourceWatch watch = new ResourceWatch(
            this::poe,
            uri -> {
                told.add(uri);
                whileTelling.run();
            },
            () -> now,
            (task, delay) -> due.add(new Due(task, now + delay)));

    /** Runs before a chat is found. */
    private Callable<@Nullable Void> lookup = () -> null;

    private record Due(Runnable task, long at) {}

    private PoeClient poe() {
        var poe = mock(PoeClient.class);
        var chats = mock(Chats.class);
        when(chats.get(any())).thenAnswer(ignored -> {
            var unused = lookup.call();
            return new Chat(7, "2a9x", null, URI.create("https://poe.com/chat/2a9x"), null, null);
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
    void onlyWhatIsWatchedIsTold() {
        watch(CHAT);
        watch("poe://settings");

        happens(new Change.ChatChanged(8));
        happens(new Change.ChatsChanged());
        happens(new Change.ChatChanged(7));

        assertEquals(CHAT, next());
        happens(new Change.SettingsChanged());
        assertEquals("poe://settings", next());
        assertTrue(told.isEmpty());
    }

    @Test
    void theListOfChatsChangesWithEachChat() {
        watch("poe://chats");

        happens(new Change.ChatChanged(8));

        assertEquals("poe://chats", next());
    }

    @Test
    void aGapMayHaveHiddenAnything() {
        watch(CHAT);
        watch("poe://settings");

        happens(new Change.Gap());

        passes(Duration.ZERO);
        assertEquals(Set.of(CHAT, "poe://settings"), Set.copyOf(told));
    }

    @Test
    void manyChangesAreToldOnceASecondAndTheLastIsNotLost() {
        watch(CHAT);

        happens(new Change.ChatChanged(7));
        passes(Duration.ZERO);
        assertEquals(CHAT, told.poll());
        for (var i = 0; i < 100; i++) {
            happens(new Change.ChatChanged(7));
        }

        passes(Duration.ofMillis(999));
        assertNull(told.poll(), "not within the second");
        passes(Duration.ofMillis(1));
        assertEquals(CHAT, told.poll());
        passes(Duration.ofMinutes(1));
        assertNull(told.poll(), "a hundred changes make one notification");
    }

    @Test
    void changeWhileTheClientIsStillTold_isToldOnceAfterwards() {
        watch(CHAT);
        whileTelling = () -> {
            whileTelling = () -> {};
            now += Duration.ofSeconds(5).toNanos();
            happens(new Change.ChatChanged(7));
            happens(new Change.ChatChanged(7));
            assertTrue(due.isEmpty(), "nothing piles up behind a slow client");
        };

        happens(new Change.ChatChanged(7));
        passes(Duration.ofSeconds(6));

        assertEquals(List.of(CHAT, CHAT), List.copyOf(told));
    }

    @Test
    void watchAfterClosing_isRefused() {
        watch.close();

        assertFalse(watch.watch(CHAT, PoeResource.parse(CHAT).orElseThrow()));
        assertEquals(0, listeners.size());
    }

    @Test
    void manyWatchingSessions_shareOneThread() throws InterruptedException {
        var heard = new LinkedBlockingQueue<String>();
        var before = threads();
        var watches = Stream.generate(
                        () -> new ResourceWatch(this::poe, heard::add, System::nanoTime, UpdateTimer.shared()))
                .limit(50)
                .toList();
        watches.forEach(each ->
                each.watch("poe://settings", PoeResource.parse("poe://settings").orElseThrow()));

        // One after another, so that those who tell can take turns; a thread for time is needed from here on only.
        for (var listener : listeners) {
            listener.accept(new Change.SettingsChanged());
            assertNotNull(heard.poll(20, TimeUnit.SECONDS));
        }

        assertTrue(threads() < before + 25, "not one for each of the fifty");
        watches.forEach(ResourceWatch::close);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("resource"))
                .count();
    }

    @Test
    void poeIsListenedToOnlyWhileSomethingIsWatched() {
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
    void tooManyAreRefused() {
        for (var i = 0; i < ResourceWatch.MAX_WATCHED; i++) {
            watch("poe://chats/c" + i);
        }

        var settings = PoeResource.parse("poe://settings").orElseThrow();
        assertFalse(watch.watch("poe://settings", settings));
    }

    @Test
    void watchInFlightWhileClosing_leavesNoSubscription() throws Exception {
        var looking = new CountDownLatch(1);
        var found = new CountDownLatch(1);
        lookup = () -> {
            looking.countDown();
            found.await();
            return null;
        };
        var watching =
                new Thread(() -> watch.watch(CHAT, PoeResource.parse(CHAT).orElseThrow()));
        watching.start();
        looking.await();

        watch.close();
        found.countDown();
        watching.join();

        assertEquals(0, listeners.size());
    }

    private void watch(String uri) {
        assertTrue(watch.watch(uri, PoeResource.parse(uri).orElseThrow()));
    }

    private void happens(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    private void passes(Duration time) {
        var until = now + time.toNanos();
        while (!due.isEmpty() && due.element().at() <= until) {
            var next = due.remove();
            now = Math.max(now, next.at());
            next.task().run();
        }
        now = Math.max(now, until);
    }

    private String next() {
        passes(Duration.ofSeconds(1));
        return told.remove();
    }
}
