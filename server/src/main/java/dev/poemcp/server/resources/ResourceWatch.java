package dev.poemcp.server.resources;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies one client of changes in the resources that it watches, at most once a second for each. Subscribed to Poe's
 * changes only while something is watched.
 */
public final class ResourceWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ResourceWatch.class);

    static final int MAX_WATCHED = 500;
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    private final Supplier<PoeClient> poe;
    private final Consumer<String> notifier;
    private final LongSupplier nanoTime;
    private final Map<String, WatchedResource> watched = new HashMap<>();
    private Changes.@Nullable Subscription subscription;
    private final UpdateTimer timer;
    private boolean closed;

    private static final class WatchedResource {
        private final PoeResource resource;
        private final @Nullable Long chatId;
        private boolean due;
        private boolean notifying;
        private boolean changedMeanwhile;
        private boolean notified;
        private long lastNotified;

        WatchedResource(PoeResource resource, @Nullable Long chatId) {
            this.resource = resource;
            this.chatId = chatId;
        }
    }

    /**
     * @param notifier notifies the client that the resource of that URI has changed; called by the timer and may block
     * @param nanoTime as {@link System#nanoTime()}
     */
    public ResourceWatch(Supplier<PoeClient> poe, Consumer<String> notifier, LongSupplier nanoTime, UpdateTimer timer) {
        this.poe = poe;
        this.notifier = notifier;
        this.nanoTime = nanoTime;
        this.timer = timer;
    }

    /** Whether Poe reports changes of it. */
    public static boolean watchable(PoeResource resource) {
        return resource instanceof PoeResource.SettingsAndPoints
                || resource instanceof PoeResource.NewestChats
                || resource instanceof PoeResource.Transcript;
    }

    /**
     * Starts to watch; has no effect if it is watched already.
     *
     * @return false if too many are watched, or if this was closed meanwhile
     * @throws dev.poemcp.poe.PoeException when the chat does not exist or Poe cannot be reached
     */
    public boolean watch(String uri, PoeResource resource) {
        // Changes carry the id of an account's chat, the URI its code. Resolved outside the lock.
        var chatId = resource instanceof PoeResource.Transcript chat
                ? poe.get().chats().get(new ChatRef.ByCode(chat.chatCode())).chatId()
                : null;
        synchronized (this) {
            if (closed || (watched.size() >= MAX_WATCHED && !watched.containsKey(uri))) {
                return false;
            }
            watched.putIfAbsent(uri, new WatchedResource(resource, chatId));
            if (subscription != null) {
                return true;
            }
        }
        subscribe();
        return true;
    }

    private void subscribe() {
        var opened = poe.get().changes().subscribe(this::changed);
        Changes.Subscription surplus = opened;
        synchronized (this) {
            // It may have been closed, or the last resource unwatched, meanwhile.
            if (!closed && subscription == null && !watched.isEmpty()) {
                subscription = opened;
                surplus = null;
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    /** Stops watching; has no effect if it is not watched. */
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

    /** A slow client is notified once more afterwards, so that notifications do not pile up. */
    private void due(String uri, WatchedResource entry) {
        if (entry.notifying) {
            entry.changedMeanwhile = true;
        } else if (!entry.due) {
            entry.due = true;
            timer.schedule(() -> notifyClient(uri), untilNext(entry));
        }
    }

    private static boolean concerns(Change change, WatchedResource entry) {
        if (change instanceof Change.Gap) {
            return true;
        }
        if (change instanceof Change.SettingsChanged) {
            return entry.resource instanceof PoeResource.SettingsAndPoints;
        }
        if (entry.resource instanceof PoeResource.NewestChats) {
            // A message moves its chat to the top, a title changes its line.
            return true;
        }
        if (!(entry.resource instanceof PoeResource.Transcript transcript)) {
            return false;
        }
        return change instanceof Change.ChatChanged chat
                ? Objects.equals(entry.chatId, chat.chatId())
                : change instanceof Change.ConversationChanged conversation
                        && transcript.chatCode().equals(conversation.chatCode());
    }

    private long untilNext(WatchedResource entry) {
        return entry.notified ? Math.max(0, MIN_INTERVAL.toNanos() - (nanoTime.getAsLong() - entry.lastNotified)) : 0;
    }

    private void notifyClient(String uri) {
        WatchedResource entry;
        synchronized (this) {
            entry = watched.get(uri);
            if (entry == null) {
                return;
            }
            entry.due = false;
            entry.notifying = true;
            entry.notified = true;
            entry.lastNotified = nanoTime.getAsLong();
        }
        try {
            notifier.accept(uri);
        } catch (RuntimeException e) {
            log.debug("The client was not notified of a change", e);
        } finally {
            notified(uri, entry);
        }
    }

    private synchronized void notified(String uri, WatchedResource entry) {
        entry.notifying = false;
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
