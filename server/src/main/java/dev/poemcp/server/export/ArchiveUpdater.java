package dev.poemcp.server.export;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.PoeException;
import dev.poemcp.server.export.Manifest.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an archive up while a server runs: once at the start, and whenever the account's chats have changed, it saves the
 * chats with activity since the last time. Without attachments, which an export loads. Several servers may do so; the one
 * that holds the archive does the work of all.
 */
public final class ArchiveUpdater implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ArchiveUpdater.class);

    /** Of the interval, while updates fail: a quarter of an hour at last. */
    private static final int MAX_DOUBLINGS = 6;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /**
     * When updates are made.
     *
     * @param start until the first, so that a host's first calls come first
     * @param quiet after a change, since a reply that grows is many
     * @param interval between two; also after a failure, and while another process holds the archive
     */
    record Schedule(Duration start, Duration quiet, Duration interval) {
        static final Schedule DEFAULT =
                new Schedule(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    private final Path folder;
    private final @Nullable Supplier<PoeClient> poe;
    private final Schedule schedule;
    private final Pace pace;
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "archive-updates");

    ArchiveUpdater(Path folder, @Nullable Supplier<PoeClient> poe, Schedule schedule, Pace pace) {
        this.folder = folder;
        this.poe = poe;
        this.schedule = schedule;
        this.pace = pace;
        thread.setDaemon(true);
        thread.start();
    }

    /** @param poe null where there is nothing to read from; then only the index is made to agree with the archive */
    public static ArchiveUpdater start(Path folder, @Nullable Supplier<PoeClient> poe) {
        return new ArchiveUpdater(folder, poe, Schedule.DEFAULT, Pace.ofThisThread());
    }

    private void run() {
        try {
            Thread.sleep(schedule.start().toMillis());
            if (poe == null) {
                syncIndex();
            } else {
                follow(poe.get());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("The archive is not kept up any more: {}", e.toString());
        }
    }

    private void syncIndex() throws InterruptedException {
        try {
            ChatArchive.syncIndex(folder, Duration.ZERO);
        } catch (IOException | RuntimeException e) {
            // The next search reports it.
            log.debug("The archive's index was not checked", e);
        }
    }

    private void follow(PoeClient client) throws InterruptedException {
        int failures = 0;
        var subscription = subscribe(client);
        try {
            while (true) {
                if (update(client)) {
                    failures = 0;
                } else {
                    failures = Math.min(failures + 1, MAX_DOUBLINGS);
                    changed.release();
                }
                Thread.sleep(schedule.interval().toMillis() << failures);
                changed.acquire();
                Thread.sleep(schedule.quiet().toMillis());
                changed.drainPermits();
            }
        } finally {
            subscription.close();
        }
    }

    /** Without it the archive is only brought up at the start; it says until when it is. */
    private Changes.Subscription subscribe(PoeClient client) {
        try {
            return client.changes().subscribe(change -> {
                if (!(change instanceof Changes.Change.SettingsChanged || change instanceof Changes.Change.CostKnown)) {
                    changed.release();
                }
            });
        } catch (PoeException e) {
            log.info("The archive is not told of changes: {}", e.failure().what());
            return () -> {};
        }
    }

    /** Whether the archive is up to date, or never will be. */
    private boolean update(PoeClient client) throws InterruptedException {
        try {
            Manifest manifest = ArchiveFolder.manifestIn(folder);
            if (manifest.newestActivity() == null) {
                // The account was never exported whole, which takes minutes and a user who asks for it.
                syncIndex();
                return true;
            }
            try (var archive = ArchiveFolder.open(folder)) {
                var options = new ChatExporter.Options(
                        format(manifest), List.of(), Instant.parse(manifest.newestActivity()), null);
                var summary = new ChatExporter(
                                client.account(),
                                client.chats(),
                                archive,
                                options,
                                pace,
                                InstantSource.system(),
                                (done, all, code, state, file, failure) -> {})
                        .run();
                log.debug("Archive brought up to date: {}", summary);
                return !summary.chats().containsKey(ChatExporter.State.FAILED);
            }
        } catch (IOException | RuntimeException e) {
            log.info("The archive was not brought up to date: {}", e.getMessage());
            return false;
        }
    }

    /** That of the last export. */
    private static ExportFormat format(Manifest manifest) {
        return manifest.chats().values().stream()
                .filter(entry -> entry.format() != null && entry.savedAt() != null)
                .max((a, b) -> Objects.requireNonNull(a.savedAt()).compareTo(Objects.requireNonNull(b.savedAt())))
                .map(Entry::format)
                .orElse(ExportFormat.MARKDOWN);
    }

    /** Waits a moment for the chat that is being saved. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
