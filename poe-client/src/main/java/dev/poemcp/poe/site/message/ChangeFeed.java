package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.site.channel.ChannelListener;
import dev.poemcp.poe.site.channel.ChannelStatus;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.RealtimeChannel;
import dev.poemcp.poe.site.channel.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of the account, derived from the channel's events. */
final class ChangeFeed implements Changes, ChannelListener {
    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private final RealtimeChannel channel;
    private final Executor workers;
    private final PointLimitCache pointLimit;
    private final List<ChangeQueue> queues = new CopyOnWriteArrayList<>();

    ChangeFeed(RealtimeChannel channel, Executor workers, PointLimitCache pointLimit) {
        this.channel = channel;
        this.workers = workers;
        this.pointLimit = pointLimit;
    }

    @Override
    public Subscription subscribe(Consumer<Change> listener) {
        ChangeQueue queue = new ChangeQueue(listener, workers);
        queues.add(queue);
        open();
        return () -> {
            queues.remove(queue);
            queue.close();
        };
    }

    /** Opens the channel without waiting for it. */
    private void open() {
        try {
            ChannelStatus status = channel.ensureUp(Duration.ZERO);
            log.trace("The realtime channel is {}.", status);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onEvent(Event event) {
        switch (event.subscription()) {
            // A limit that the event does not contain may have changed.
            case "viewerStateUpdated" -> pointLimit.remember(event.entity().pointLimit());
            case "messagePointLimitUpdated" -> pointLimit.forget();
            default -> {
                // Does not change the account's limit.
            }
        }
        if (!queues.isEmpty()) {
            changes(event).forEach(change -> queues.forEach(queue -> queue.add(change)));
        }
    }

    /** Without a subscriber, only what tells the account's limit. */
    @Override
    public boolean wants(Topic topic) {
        return !queues.isEmpty()
                || topic.subscription().equals("viewerStateUpdated")
                || topic.subscription().equals("messagePointLimitUpdated");
    }

    private static List<Change> changes(Event event) {
        long chatId = event.keyNumber();
        String state = event.entity().message().state();
        return switch (event.subscription()) {
            case "messageAdded" ->
                state.equals("incomplete")
                        ? chat(chatId)
                        : List.of(new Change.ChatChanged(chatId), new Change.ChatsChanged());
            case "messageCancelled",
                    "messageDeleted",
                    "messageEdited",
                    "chatSettingsUpdated",
                    "defaultBotOfChatChanged" -> chat(chatId);
            case "chatTitleUpdated" -> List.of(new Change.ChatChanged(chatId), new Change.ChatsChanged());
            case "chatAddedV2", "chatDeletedV2", "chatDeletedV3", "allChatsDeleted" ->
                List.of(new Change.ChatsChanged());
            case "viewerStateUpdated", "messagePointLimitUpdated" -> List.of(new Change.SettingsChanged());
            case "jobCostUpdated" -> cost(event, state);
            // A reply that has ended has cost points.
            case "jobUpdated" -> state.equals("running") ? List.of() : List.of(new Change.SettingsChanged());
            default -> List.of();
        };
    }

    /** The points of a job that still runs are not its total cost. */
    private static List<Change> cost(Event event, String state) {
        long jobId = event.keyNumber() == 0 ? event.entity().jobId() : event.keyNumber();
        Long points = event.entity().costPoints();
        return jobId == 0 || points == null || state.equals("running")
                ? List.of(new Change.SettingsChanged())
                : List.of(new Change.CostKnown(jobId, points), new Change.SettingsChanged());
    }

    private static List<Change> chat(long chatId) {
        return chatId == 0 ? List.of() : List.of(new Change.ChatChanged(chatId));
    }

    @Override
    public void onGap() {
        pointLimit.forget();
        queues.forEach(queue -> queue.add(new Change.Gap()));
    }

    @Override
    public void onAvailabilityChange(boolean up) {
        log.trace("The channel is {}.", up ? "up" : "down");
    }
}
