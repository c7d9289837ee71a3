package dev.poemcp.emulator.script;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is played.
 *
 * @param firstWait from the send to the first event of the bot
 * @param interval between two steps
 * @param title the chat's title once the first answer is there; null: none is made
 * @param titleDelay from the end of the answer to the title; negative: before the answer begins
 * @param cost how the site tells what it cost
 * @param refusal how the send itself is refused; null: it is taken
 * @param sendAnswersChat whether the send's own answer holds the chat
 * @param sendAnswersBotMessage whether the send's own answer holds the bot's message, on builds that have it there
 */
public record ReplyPlan(
        List<Step> steps,
        Duration firstWait,
        Duration interval,
        List<String> suggestions,
        @Nullable String title,
        Duration titleDelay,
        Delivery delivery,
        CostReport cost,
        @Nullable Refusal refusal,
        boolean sendAnswersChat,
        boolean sendAnswersBotMessage) {

    /** A mutation's status other than success. */
    public record Refusal(String status, @Nullable String statusMessage) {}
}
