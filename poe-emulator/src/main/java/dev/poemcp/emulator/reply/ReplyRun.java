package dev.poemcp.emulator.reply;

import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.script.ReplyPlan;
import dev.poemcp.emulator.script.Step;
import dev.poemcp.emulator.world.Job;
import dev.poemcp.emulator.world.Message;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One running reply: executes the steps of its plan on the clock, holding the world's monitor. */
final class ReplyRun {
    /** Long enough for suggestions to follow a title with the default delay. */
    private static final Duration SUGGESTIONS_DELAY = Duration.ofMillis(20);

    private final ReplyRunner runner;
    private final Job job;
    private final ReplyPlan plan;
    private final ReplyEvents events;
    private final boolean firstReplyOfChat;
    private Message message;
    private long charged;
    private long finalCost;
    private int nextStep;

    ReplyRun(ReplyRunner runner, Job job, Message reply, ReplyPlan plan) {
        this.runner = runner;
        this.job = job;
        this.message = reply;
        this.plan = plan;
        this.events = new ReplyEvents(runner, plan.delivery());
        this.firstReplyOfChat = job.chat().title() == null;
    }

    void start() {
        var points = job.bot().script().pricePoints();
        if (runner.ledger().charge(job.jobId(), job.bot().handle(), points).isEmpty()) {
            runner.later(plan.initialDelay(), () -> end("error_insufficient_fund", null));
            return;
        }
        charged = points;
        if (plan.titleDelay().isNegative()) {
            setTitle();
        }
        runner.later(plan.initialDelay(), this::open);
    }

    private void open() {
        if (cancelled()) {
            return;
        }
        job.state("running");
        events.send(
                runner.about("jobStarted", job),
                runner.about("jobUpdated", job),
                runner.about("messageCreated", message),
                runner.aboutViewer());
        events.update(message);
        runner.later(plan.interval(), this::step);
    }

    private void step() {
        if (cancelled()) {
            return;
        }
        var wait = plan.interval();
        var step = plan.steps().get(nextStep);
        nextStep++;
        if (step instanceof Step.Append append) {
            message.text(message.text() + append.piece());
            events.update(message);
        } else if (step instanceof Step.Replace replace) {
            message.text(replace.whole());
            events.update(message);
        } else if (step instanceof Step.Wait pause) {
            wait = wait.plus(pause.duration());
        } else if (step instanceof Step.Attach attach) {
            message.attachments().add(runner.files().serve(attach));
            events.update(message);
            events.send(runner.about("messageAttachmentAdded", message));
        } else if (step instanceof Step.NextMessage) {
            message.state("complete");
            events.update(message);
            message = runner.world().addReply(job);
            events.update(message);
        } else if (step instanceof Step.JobState state) {
            job.state(state.state());
            events.send(runner.about("jobUpdated", job));
        } else if (step instanceof Step.AskConsent) {
            events.send(runner.dialog(job));
        } else if (step instanceof Step.RawFrame raw) {
            runner.channels().send(raw.frame());
        } else if (step instanceof Step.Stall) {
            events.flush();
            return;
        } else if (step instanceof Step.End end) {
            end(end.state(), end.stateText());
            return;
        }
        runner.later(wait, this::step);
    }

    private void end(String state, @Nullable String stateText) {
        if (cancelled()) {
            return;
        }
        job.state(jobStateAfter(state));
        settleCost();
        if (plan.delivery().jobEndsFirst()) {
            events.send(runner.about("jobUpdated", job));
            runner.later(plan.interval(), () -> endMessage(state, stateText));
        } else {
            endMessage(state, stateText);
            events.send(runner.about("jobUpdated", job));
        }
    }

    private void endMessage(String state, @Nullable String stateText) {
        message.state(state);
        message.stateText(stateText);
        if (state.equals("cancelled")) {
            message.cancel();
            events.send(runner.about("messageCancelled", message));
        }
        events.update(message);
        if (plan.cost().delay().isZero()) {
            sendCost();
        } else {
            runner.later(plan.cost().delay(), () -> {
                job.cost(finalCost);
                sendCost();
            });
        }
        events.send(runner.aboutViewer());
        if (job.state().equals("completed")) {
            runner.later(SUGGESTIONS_DELAY, this::addSuggestions);
            if (firstReplyOfChat && !plan.titleDelay().isNegative()) {
                runner.later(plan.titleDelay(), this::setTitle);
            }
        }
    }

    /** Whether the user cancelled it; a script that ends its job early continues. */
    private boolean cancelled() {
        return job.state().equals("cancelled");
    }

    private void settleCost() {
        if (job.state().equals("errored")) {
            if (charged > 0) {
                runner.ledger().refund(job.jobId(), job.bot().handle(), charged);
            }
        } else {
            finalCost = charged;
        }
        job.nullCostReads(plan.cost().nullReads());
        if (plan.cost().delay().isZero()) {
            job.cost(finalCost);
        }
    }

    private void sendCost() {
        if (plan.cost().event()) {
            events.send(new Event.Update(
                    "jobCostUpdated", job.jobId(), runner.json().job(job)));
        }
    }

    private void addSuggestions() {
        if (plan.suggestions().isEmpty() || chatDeleted()) {
            return;
        }
        message.suggestions(plan.suggestions());
        events.send(
                runner.about("messageFollowupActionAdded", message),
                runner.about("messageFollowupActionUpdated", message));
        if (runner.suggestionsRepeatMessage()) {
            events.send(runner.about("messageAdded", message));
        }
    }

    private void setTitle() {
        if (plan.title() == null || !firstReplyOfChat || chatDeleted()) {
            return;
        }
        job.chat().title(plan.title());
        events.send(runner.about("chatTitleUpdated", job.chat()));
    }

    private boolean chatDeleted() {
        return runner.world().chat(job.chat().chatId()).isEmpty();
    }

    private static String jobStateAfter(String messageState) {
        if (List.of("complete", "output_truncated").contains(messageState)) {
            return "completed";
        }
        return messageState.equals("cancelled") ? "cancelled" : "errored";
    }
}
