package dev.poemcp.emulator.reply;

import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.script.ReplyPlan;
import dev.poemcp.emulator.script.Step;
import dev.poemcp.emulator.world.Job;
import dev.poemcp.emulator.world.Message;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer being played, step by step against the clock; every scene holds the world's monitor. */
final class Performance {
    /** Suggestions come last, behind a title that is not held up. */
    private static final Duration UNTIL_SUGGESTIONS = Duration.ofMillis(20);

    private final Stage stage;
    private final Job job;
    private final ReplyPlan plan;
    private final Telling telling;
    private final boolean firstAnswerOfChat;
    private Message message;
    private long taken;
    private long charged;
    private int next;

    Performance(Stage stage, Job job, Message answer, ReplyPlan plan) {
        this.stage = stage;
        this.job = job;
        this.message = answer;
        this.plan = plan;
        this.telling = new Telling(stage, plan.delivery());
        this.firstAnswerOfChat = job.chat().title() == null;
    }

    void begin() {
        var points = job.bot().script().pricePoints();
        if (stage.ledger().take(job.jobId(), job.bot().handle(), points).isEmpty()) {
            stage.later(plan.firstWait(), () -> end("error_insufficient_fund", null));
            return;
        }
        taken = points;
        if (plan.titleDelay().isNegative()) {
            title();
        }
        stage.later(plan.firstWait(), this::open);
    }

    private void open() {
        if (stopped()) {
            return;
        }
        job.state("running");
        telling.tell(
                stage.about("jobStarted", job),
                stage.about("jobUpdated", job),
                stage.about("messageCreated", message),
                stage.aboutViewer());
        telling.update(message);
        stage.later(plan.interval(), this::step);
    }

    private void step() {
        if (stopped()) {
            return;
        }
        var wait = plan.interval();
        var step = plan.steps().get(next);
        next++;
        if (step instanceof Step.Append append) {
            message.text(message.text() + append.piece());
            telling.update(message);
        } else if (step instanceof Step.Replace replace) {
            message.text(replace.whole());
            telling.update(message);
        } else if (step instanceof Step.Wait pause) {
            wait = wait.plus(pause.duration());
        } else if (step instanceof Step.Attach attach) {
            message.attachments().add(stage.files().serve(attach));
            telling.update(message);
            telling.tell(stage.about("messageAttachmentAdded", message));
        } else if (step instanceof Step.NextMessage) {
            message.state("complete");
            telling.update(message);
            message = stage.world().addAnswer(job);
            telling.update(message);
        } else if (step instanceof Step.JobState state) {
            job.state(state.state());
            telling.tell(stage.about("jobUpdated", job));
        } else if (step instanceof Step.AskConsent) {
            telling.tell(stage.dialog(job));
        } else if (step instanceof Step.RawFrame raw) {
            stage.channels().send(raw.frame());
        } else if (step instanceof Step.Stall) {
            telling.flush();
            return;
        } else if (step instanceof Step.End end) {
            end(end.state(), end.stateText());
            return;
        }
        stage.later(wait, this::step);
    }

    private void end(String state, @Nullable String stateText) {
        if (stopped()) {
            return;
        }
        job.state(jobStateAfter(state));
        settle();
        if (plan.delivery().jobEndsFirst()) {
            telling.tell(stage.about("jobUpdated", job));
            stage.later(plan.interval(), () -> close(state, stateText));
        } else {
            close(state, stateText);
            telling.tell(stage.about("jobUpdated", job));
        }
    }

    private void close(String state, @Nullable String stateText) {
        message.state(state);
        message.stateText(stateText);
        if (state.equals("cancelled")) {
            message.cancel();
            telling.tell(stage.about("messageCancelled", message));
        }
        telling.update(message);
        if (plan.cost().delay().isZero()) {
            tellCost();
        } else {
            stage.later(plan.cost().delay(), () -> {
                job.cost(charged);
                tellCost();
            });
        }
        telling.tell(stage.aboutViewer());
        if (job.state().equals("completed")) {
            stage.later(UNTIL_SUGGESTIONS, this::suggest);
            if (firstAnswerOfChat && !plan.titleDelay().isNegative()) {
                stage.later(plan.titleDelay(), this::title);
            }
        }
    }

    /** Whether the user cancelled it; a script that ends its job early goes on. */
    private boolean stopped() {
        return job.state().equals("cancelled");
    }

    private void settle() {
        if (job.state().equals("errored")) {
            if (taken > 0) {
                stage.ledger().giveBack(job.jobId(), job.bot().handle(), taken);
            }
        } else {
            charged = taken;
        }
        job.asksBeforeCost(plan.cost().asksBefore());
        if (plan.cost().delay().isZero()) {
            job.cost(charged);
        }
    }

    private void tellCost() {
        if (plan.cost().event()) {
            telling.tell(
                    new Event.Update("jobCostUpdated", job.jobId(), stage.json().job(job)));
        }
    }

    private void suggest() {
        if (plan.suggestions().isEmpty() || gone()) {
            return;
        }
        message.suggestions(plan.suggestions());
        telling.tell(
                stage.about("messageFollowupActionAdded", message),
                stage.about("messageFollowupActionUpdated", message));
        if (stage.suggestionsRepeatMessage()) {
            telling.tell(stage.about("messageAdded", message));
        }
    }

    private void title() {
        if (plan.title() == null || !firstAnswerOfChat || gone()) {
            return;
        }
        job.chat().title(plan.title());
        telling.tell(stage.about("chatTitleUpdated", job.chat()));
    }

    private boolean gone() {
        return stage.world().chat(job.chat().chatId()).isEmpty();
    }

    private static String jobStateAfter(String messageState) {
        if (List.of("complete", "output_truncated").contains(messageState)) {
            return "completed";
        }
        return messageState.equals("cancelled") ? "cancelled" : "errored";
    }
}
