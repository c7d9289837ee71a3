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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResourceWatchTest {
    private static final String CHAT = "poe://chats/2a9x";

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final ResourceWatch watch =
            new ResourceWatch(this::poe, uri -> told.add(new Told(uri, System.nanoTime())), System::nanoTime);

    private record Told(String uri, long at) {}

    private PoeClient poe() {
        var poe = mock(PoeClient.class);
        var chats = mock(Chats.class);
        when(chats.get(any()))
                .thenReturn(new Chat(7, "2a9x", null, URI.create("https://poe.com/chat/2a9x"), null, null));
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
    void onlyWhatIsWatchedIsTold() throws InterruptedException {
        watch(CHAT);
        watch("poe://settings");

        happens(new Change.ChatChanged(8));
        happens(new Change.ChatsChanged());
        happens(new Change.ChatChanged(7));

        assertEquals(CHAT, next().uri());
        happens(new Change.SettingsChanged());
        assertEquals("poe://settings", next().uri());
        assertTrue(told.isEmpty());
    }

    @Test
    void theListOfChatsChangesWithEachChat() throws InterruptedException {
        watch("poe://chats");

        happens(new Change.ChatChanged(8));

        assertEquals("poe://chats", next().uri());
    }

    @Test
    void aGapMayHaveHiddenAnything() throws InterruptedException {
        watch(CHAT);
        watch("poe://settings");

        happens(new Change.Gap());

        assertEquals(2, List.of(next().uri(), next().uri()).stream().distinct().count());
    }

    @Test
    void manyChangesAreToldOnceASecondAndTheLastIsNotLost() throws InterruptedException {
        watch(CHAT);

        happens(new Change.ChatChanged(7));
        var first = next();
        for (var i = 0; i < 100; i++) {
            happens(new Change.ChatChanged(7));
        }
        var second = next();

        assertTrue(second.at() - first.at() >= TimeUnit.MILLISECONDS.toNanos(990), "a second apart");
        assertNull(told.poll(100, TimeUnit.MILLISECONDS), "a hundred changes make one notification");
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

    private void watch(String uri) {
        assertTrue(watch.watch(uri, PoeResource.parse(uri).orElseThrow()));
    }

    private void happens(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    private Told next() throws InterruptedException {
        @Nullable Told next = told.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "nothing was told");
        return next;
    }
}
