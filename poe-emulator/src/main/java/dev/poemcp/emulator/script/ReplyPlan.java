package dev.poemcp.emulator.script;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of one reply.
 *
 * @param initialDelay delay from the send to the first event of the bot
 * @param interval delay between two steps
 * @param title the chat's title after the first reply; null: no title
 * @param titleDelay delay from the end of the reply to the title; negative: before the reply starts
 * @param cost how the site reports the cost
 * @param refusal how the send is rejected; null: it is accepted
 * @param sendReturnsChat whether the response to the send contains the chat
 * @param sendReturnsBotMessage whether the response to the send contains the bot's message, in builds that support it
 */
public record ReplyPlan(
        List<Step> steps,
        Duration initialDelay,
        Duration interval,
        List<String> suggestions,
        @Nullable String title,
        Duration titleDelay,
        Delivery delivery,
        CostReport cost,
        @Nullable Refusal refusal,
        boolean sendReturnsChat,
        boolean sendReturnsBotMessage) {

    /** A mutation's status other than success. */
    public record Refusal(String status, @Nullable String statusMessage) {}
}
