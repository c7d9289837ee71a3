package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Changes;
import dev.poemcp.poe.site.channel.ChannelListener;
import dev.poemcp.poe.site.channel.ChannelStatus;
import dev.poemcp.poe.site.channel.Event;
import dev.poemcp.poe.site.channel.RealtimeChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** News of the account, made of the channel's events. */
final class ChangeFeed implements Changes, ChannelListener {
    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private final RealtimeChannel channel;
    private final Executor workers;
    private final List<ChangeQueue> queues = new CopyOnWriteArrayList<>();

    ChangeFeed(RealtimeChannel channel, Executor workers) {
        this.channel = channel;
        this.workers = workers;
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

    /** Has the channel opened, without waiting for it. */
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
        if (!queues.isEmpty()) {
            news(event).forEach(change -> queues.forEach(queue -> queue.add(change)));
        }
    }

    private static List<Change> news(Event event) {
        long chatId = event.keyNumber();
        String state = event.entity().path("state").asText("");
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
            case "viewerStateUpdated", "messagePointLimitUpdated", "jobCostUpdated" ->
                List.of(new Change.SettingsChanged());
            // An answer that has ended has cost points.
            case "jobUpdated" -> state.equals("running") ? List.of() : List.of(new Change.SettingsChanged());
            default -> List.of();
        };
    }

    private static List<Change> chat(long chatId) {
        return chatId == 0 ? List.of() : List.of(new Change.ChatChanged(chatId));
    }

    @Override
    public void onGap() {
        queues.forEach(queue -> queue.add(new Change.Gap()));
    }

    @Override
    public void onLine(boolean up) {
        log.trace("Events {}.", up ? "come" : "do not come");
    }
}
