package dev.poemcp.emulator.reply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.Job;
import dev.poemcp.emulator.world.Ledger;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Replies that wait until the user consents to their cost (docs/poe-protocol.md §5.5). The event of the dialog is
 * known; that consent or cancellation ends the wait is inferred. Hold the world's monitor.
 */
final class ConsentDialogs {
    private final World world;
    private final WorldJson json;
    private final SiteBehavior behavior;
    private final Ledger ledger;
    private final Map<Job, Runnable> waiting = new LinkedHashMap<>();

    ConsentDialogs(World world, WorldJson json, SiteBehavior behavior, Ledger ledger) {
        this.world = world;
        this.json = json;
        this.behavior = behavior;
        this.ledger = ledger;
    }

    /** Whether the job costs more than the account's limit; what the account cannot pay fails without a dialog. */
    boolean isRequired(Job job) {
        var price = job.bot().script().pricePoints();
        return behavior.pointLimitEnforced() && price > world.viewer().defaultPointLimit() && price <= ledger.balance();
    }

    /** Makes the job wait; {@code start} starts its reply. */
    void add(Job job, Runnable start) {
        job.state("paused");
        waiting.put(job, start);
    }

    /** Ends the wait without a reply; returns whether the job was waiting. */
    boolean remove(Job job) {
        return waiting.remove(job) != null;
    }

    /** Starts the reply that waits in this chat; returns whether there was one. */
    boolean consent(Chat chat) {
        var job = waiting.keySet().stream()
                .filter(waitingJob -> waitingJob.chat() == chat)
                .findFirst();
        job.map(waiting::remove).ifPresent(Runnable::run);
        return job.isPresent();
    }

    /** The event of the dialog: {@code __typename}, {@code chatId}, {@code bot}, {@code creationTime}. */
    Event dialog(Job job) {
        var dialog = JsonNodeFactory.instance.objectNode();
        dialog.put("__typename", "CostThresholdUpdateChatModal");
        dialog.put("chatId", job.chat().chatId());
        dialog.set("bot", json.bot(job.bot()));
        dialog.put("creationTime", world.nowMicros());
        return new Event.Update("chatModalStateChanged", job.chat().chatId(), dialog);
    }
}
