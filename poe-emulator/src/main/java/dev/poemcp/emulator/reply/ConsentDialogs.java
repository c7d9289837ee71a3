package dev.poemcp.emulator.reply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.control.SiteBehavior;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.Job;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers that wait until the user consents to their cost (docs/poe-protocol.md §5.5): the event of the dialog is
 * known, what ends the wait is inferred: consent in the dialog, or a cancellation. Hold the world's monitor.
 */
final class ConsentDialogs {
    private final World world;
    private final WorldJson json;
    private final SiteBehavior behavior;
    private final Map<Job, Runnable> waiting = new LinkedHashMap<>();

    ConsentDialogs(World world, WorldJson json, SiteBehavior behavior) {
        this.world = world;
        this.json = json;
        this.behavior = behavior;
    }

    /** Whether the job costs more than the account lets a message cost without being asked. */
    boolean needed(Job job) {
        return behavior.pointLimitEnforced()
                && job.bot().script().pricePoints() > world.viewer().defaultPointLimit();
    }

    /** Lets the job wait; {@code start} begins its answer. */
    void await(Job job, Runnable start) {
        job.state("paused");
        waiting.put(job, start);
    }

    /** Ends the wait without an answer; whether there was one. */
    boolean drop(Job job) {
        return waiting.remove(job) != null;
    }

    /** Begins the answer that waits in that chat; whether there was one. */
    boolean consent(Chat chat) {
        var job = waiting.keySet().stream().filter(one -> one.chat() == chat).findFirst();
        job.map(waiting::remove).ifPresent(Runnable::run);
        return job.isPresent();
    }

    /** The dialog as the channel tells of it: {@code __typename}, {@code chatId}, {@code bot}, {@code creationTime}. */
    Event dialog(Job job) {
        var dialog = JsonNodeFactory.instance.objectNode();
        dialog.put("__typename", "CostThresholdUpdateChatModal");
        dialog.put("chatId", job.chat().chatId());
        dialog.set("bot", json.bot(job.bot()));
        dialog.put("creationTime", world.nowMicros());
        return new Event.Update("chatModalStateChanged", job.chat().chatId(), dialog);
    }
}
