package dev.poemcp.server.resources;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final UpdateTimer timer;
    private boolean closed;

    private static final class Watched {
        private final PoeResource resource;
        private final long chatId;
        private boolean due;
        private boolean telling;
        private boolean changedMeanwhile;
        private boolean told;
        private long lastTold;

        Watched(PoeResource resource, long chatId) {
            this.resource = resource;
            this.chatId = chatId;
        }
    }

    /**
     * @param teller tells the client that the resource of that URI has changed; called by the timer and may block
     * @param nanoTime as {@link System#nanoTime()}
     */
    public ResourceWatch(Supplier<PoeClient> poe, Consumer<String> teller, LongSupplier nanoTime, UpdateTimer timer) {
        this.poe = poe;
        this.teller = teller;
        this.nanoTime = nanoTime;
        this.timer = timer;
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
     * @return false when too many are watched, or all watching has ended meanwhile
     * @throws dev.poemcp.poe.PoeException when the chat is not there or Poe cannot be asked
     */
    public boolean watch(String uri, PoeResource resource) {
        // Changes come by number, and the URI has the code. Asked outside the lock.
        var chatId = resource instanceof PoeResource.Transcript chat
                ? poe.get().chats().get(new ChatRef.ByCode(chat.chatCode())).chatId()
                : 0;
        synchronized (this) {
            if (closed || (watched.size() >= MAX_WATCHED && !watched.containsKey(uri))) {
                return false;
            }
            watched.putIfAbsent(uri, new Watched(resource, chatId));
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
            // Closing, or the last unwatching, may have come in between.
            if (!closed && subscription == null && !watched.isEmpty()) {
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
            if (concerns(change, entry)) {
                due(uri, entry);
            }
        });
    }

    /** A client that takes its time is told again afterwards, once, so that nothing piles up behind it. */
    private void due(String uri, Watched entry) {
        if (entry.telling) {
            entry.changedMeanwhile = true;
        } else if (!entry.due) {
            entry.due = true;
            timer.schedule(() -> tell(uri), untilNext(entry));
        }
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
        Watched entry;
        synchronized (this) {
            entry = watched.get(uri);
            if (entry == null) {
                return;
            }
            entry.due = false;
            entry.telling = true;
            entry.told = true;
            entry.lastTold = nanoTime.getAsLong();
        }
        try {
            teller.accept(uri);
        } catch (RuntimeException e) {
            log.debug("The client was not told of a change", e);
        } finally {
            told(uri, entry);
        }
    }

    private synchronized void told(String uri, Watched entry) {
        entry.telling = false;
        if (entry.changedMeanwhile && watched.get(uri) == entry) {
            entry.changedMeanwhile = false;
            due(uri, entry);
        }
    }

    @Override
    public void close() {
        List<String> uris;
        synchronized (this) {
            closed = true;
            uris = List.copyOf(watched.keySet());
        }
        uris.forEach(this::unwatch);
    }
}
