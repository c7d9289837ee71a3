package dev.poemcp.server.resources;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one client of changes in the resources that it watches, at most once a second for each. Listens to Poe while
 * something is watched, and not longer.
 */
public final class ResourceWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResourceWatch.class);

    static final int MAX_WATCHED = 500;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Supplier<PoeClient> poe;
    private final Consumer<String> teller;
    private final LongSupplier nanoTime;
    private final Map<String, Watched> watched = new HashMap<>();
    private Changes.@Nullable Subscription subscription;
    private @Nullable ScheduledExecutorService timer;

    private static final class Watched {
        private final PoeResource resource;
        private final long chatId;
        private boolean due;
        private boolean told;
        private long lastTold;

        Watched(PoeResource resource, long chatId) {
            this.resource = resource;
            this.chatId = chatId;
        }
    }

    /**
     * @param teller tells the client that the resource of that URI has changed; called on a thread of ours and may block
     * @param nanoTime as {@link System#nanoTime()}
     */
    public ResourceWatch(Supplier<PoeClient> poe, Consumer<String> teller, LongSupplier nanoTime) {
        this.poe = poe;
        this.teller = teller;
        this.nanoTime = nanoTime;
    }

    /** Whether changes of it can be told at all. */
    public static boolean watchable(PoeResource resource) {
        return resource instanceof PoeResource.AccountSettings
                || resource instanceof PoeResource.NewestChats
                || resource instanceof PoeResource.Transcript;
    }

    /**
     * Begins to watch; has no effect when it is watched already.
     *
     * @return false when too many are watched
     * @throws dev.poemcp.poe.PoeException when the chat is not there or Poe cannot be asked
     */
    public boolean watch(String uri, PoeResource resource) {
        // Changes come by number, and the URI has the code. Asked outside the lock.
        var chatId = resource instanceof PoeResource.Transcript chat
                ? poe.get().chats().get(new ChatRef.ByCode(chat.chatCode())).chatId()
                : 0;
        synchronized (this) {
            if (watched.size() >= MAX_WATCHED && !watched.containsKey(uri)) {
                return false;
            }
            watched.putIfAbsent(uri, new Watched(resource, chatId));
            if (timer == null) {
                timer = Executors.newSingleThreadScheduledExecutor(task -> {
                    var thread = new Thread(task, "resource updates");
                    thread.setDaemon(true);
                    return thread;
                });
            }
            if (subscription != null) {
                return true;
            }
        }
        listen();
        return true;
    }

    private void listen() {
        var opened = poe.get().changes().subscribe(this::changed);
        Changes.Subscription surplus = opened;
        synchronized (this) {
            if (subscription == null && !watched.isEmpty()) {
                subscription = opened;
                surplus = null;
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    /** Ends the watching; harmless when it is not watched. */
    public void unwatch(String uri) {
        Changes.Subscription unneeded;
        synchronized (this) {
            watched.remove(uri);
            unneeded = watched.isEmpty() ? subscription : null;
            if (unneeded != null) {
                subscription = null;
            }
        }
        if (unneeded != null) {
            unneeded.close();
        }
    }

    private synchronized void changed(Change change) {
        watched.forEach((uri, entry) -> {
            if (concerns(change, entry) && !entry.due && timer != null) {
                entry.due = true;
                var unused = timer.schedule(() -> tell(uri), untilNext(entry), TimeUnit.NANOSECONDS);
            }
        });
    }

    private static boolean concerns(Change change, Watched entry) {
        if (change instanceof Change.Gap) {
            return true;
        }
        if (change instanceof Change.SettingsChanged) {
            return entry.resource instanceof PoeResource.AccountSettings;
        }
        if (entry.resource instanceof PoeResource.NewestChats) {
            // A message moves its chat to the top, a title changes its line.
            return true;
        }
        return change instanceof Change.ChatChanged chat
                && entry.resource instanceof PoeResource.Transcript
                && entry.chatId == chat.chatId();
    }

    private long untilNext(Watched entry) {
        return entry.told ? Math.max(0, BETWEEN.toNanos() - (nanoTime.getAsLong() - entry.lastTold)) : 0;
    }

    private void tell(String uri) {
        synchronized (this) {
            var entry = watched.get(uri);
            if (entry == null) {
                return;
            }
            entry.due = false;
            entry.told = true;
            entry.lastTold = nanoTime.getAsLong();
        }
        try {
            teller.accept(uri);
        } catch (RuntimeException e) {
            log.debug("The client was not told of a change", e);
        }
    }

    @Override
    public void close() {
        List<String> uris;
        synchronized (this) {
            uris = List.copyOf(watched.keySet());
        }
        uris.forEach(this::unwatch);
        synchronized (this) {
            if (timer != null) {
                timer.shutdownNow();
                timer = null;
            }
        }
    }
}
