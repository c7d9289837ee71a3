package dev.poemcp.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.export.ArchiveUpdater.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a running server keeps an archive up. */
final class ArchiveUpdaterTest {
    private static final Schedule AT_ONCE = new Schedule(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1));
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Path folder;
    private final ArchiveFixture fixture;
    private final PoeClient client = mock(PoeClient.class);
    private final BlockingQueue<Consumer<Change>> listeners = new LinkedBlockingQueue<>();
    private @Nullable ArchiveUpdater updater;
    private final Changes.Subscription subscription = mock(Changes.Subscription.class);

    ArchiveUpdaterTest(@TempDir Path parent) {
        folder = parent.resolve("archive");
        fixture = new ArchiveFixture(folder);
        fixture.chat("bread", "Baking", "How do I bake bread?", "With rye flour.");
        Changes changes = mock(Changes.class);
        when(changes.subscribe(any())).thenAnswer(call -> {
            listeners.add(call.getArgument(0));
            return subscription;
        });
        when(client.changes()).thenReturn(changes);
        when(client.account()).thenReturn(fixture.account());
        when(client.chats()).thenReturn(fixture.chats());
    }

    private void start() {
        updater = new ArchiveUpdater(folder, () -> client, AT_ONCE, new Pace(time -> {}, System::nanoTime));
    }

    @AfterEach
    void stop() {
        if (updater != null) {
            updater.close();
        }
    }

    private void awaitFound(String query, List<String> codes) throws IOException, InterruptedException {
        List<String> found = List.of();
        long end = System.nanoTime() + LONG.toNanos();
        try (var archive = new ChatArchive(folder)) {
            while (!found.equals(codes) && System.nanoTime() < end) {
                Thread.sleep(10);
                found = archive.search(query, 0, 10, LONG).hits().stream()
                        .map(hit -> hit.chatCode())
                        .toList();
            }
        }
        assertEquals(codes, found);
    }

    @Test
    void start_catchesUp_andChangesAreFollowed() throws Exception {
        fixture.export();
        fixture.chat("ferry", "Holidays", "When does the ferry leave?");

        start();
        awaitFound("ferry", List.of("ferry"));

        fixture.chat("tea", "Tea", "Is oolong green?");
        listener().accept(new Change.ChatChanged(1));
        awaitFound("oolong", List.of("tea"));
        stop();
        verify(subscription, timeout(LONG.toMillis())).close();
    }

    private Consumer<Change> listener() throws InterruptedException {
        Consumer<Change> listener = listeners.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        if (listener == null) {
            throw new AssertionError("no one listens");
        }
        return listener;
    }

    @Test
    void failure_isRepeatedUntilItHeals() throws Exception {
        fixture.export();
        fixture.failure(new PoeFailure.QueryOutdated("ChatHistory", "0", Spend.NONE));
        start();
        awaitUpdates(1 + 4);
        fixture.chat("ferry", "Holidays", "When does the ferry leave?");
        fixture.failure(null);
        awaitFound("ferry", List.of("ferry"));
    }

    /** More of the kind that each update begins with. */
    private void awaitUpdates(int count) {
        verify(fixture.account(), timeout(LONG.toMillis()).atLeast(count)).settings();
    }

    @Test
    void archiveInUse_isWaitedFor() throws Exception {
        fixture.export();
        fixture.chat("ferry", "Holidays", "When does the ferry leave?");
        try (var held = ArchiveFolder.open(folder)) {
            start();
            listener();
            assertEquals(1, held.manifest().chats().size());
        }
        awaitFound("ferry", List.of("ferry"));
    }

    @Test
    void neverExportedAccount_isNotRead() throws Exception {
        start();
        listener().accept(new Change.ChatsChanged());
        verify(fixture.account(), after(50).never()).settings();
        assertEquals(0, fixture.requests());
    }

    @Test
    void anotherAccountsArchive_isLeft() throws Exception {
        fixture.export();
        fixture.userId(2);
        fixture.chat("ferry", "Holidays", "When does the ferry leave?");
        start();
        awaitUpdates(1 + 3);
        assertEquals(1, ArchiveFolder.manifestIn(folder).chats().size());
    }
}
