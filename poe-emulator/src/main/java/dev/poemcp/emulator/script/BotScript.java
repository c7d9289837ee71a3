package dev.poemcp.emulator.script;

import dev.poemcp.emulator.script.ReplyPlan.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a bot replies to messages: the steps in order, and the delivery of their events. A script without an end
 * completes after its last step. The default interval between steps is 5 ms.
 */
public final class BotScript {
    private final List<Function<String, List<Step>>> steps = new ArrayList<>();
    private Duration initialDelay = Duration.ZERO;
    private Duration interval = Duration.ofMillis(5);
    private List<String> suggestions = List.of();
    private Function<String, @Nullable String> title = BotScript::firstWords;
    private Duration titleDelay = Duration.ofMillis(10);
    private @Nullable Refusal refusal;
    private boolean sendReturnsChat = true;
    private boolean sendReturnsBotMessage = true;
    private boolean ended;
    private long pricePoints = 20;
    private CostReport cost = CostReport.AT_END;

    private boolean doubled;
    private boolean outOfOrder;
    private boolean malformedMessages;
    private boolean unrelatedEvents;
    private int updatesPerFrame = 1;
    private final Set<Integer> lostUpdates = new HashSet<>();
    private boolean textOnlyAtEnd;
    private boolean jobEndsFirst;
    private boolean noEvents;

    /** Appends these pieces to the text, one step each. */
    public BotScript says(String... pieces) {
        for (var piece : pieces) {
            step(new Step.Append(piece));
        }
        return this;
    }

    /** Replies with a function of the message, in one piece. */
    public BotScript answers(UnaryOperator<String> answer) {
        return answersInPieces(message -> List.of(answer.apply(message)));
    }

    /** Replies with a function of the message, in pieces. */
    public synchronized BotScript answersInPieces(Function<String, List<String>> answer) {
        steps.add(message ->
                answer.apply(message).stream().<Step>map(Step.Append::new).toList());
        return this;
    }

    /** Replaces the text so far. */
    public BotScript thenReplacesTextWith(String whole) {
        return step(new Step.Replace(whole));
    }

    /** Attaches a file that the emulator serves. */
    public BotScript attaches(String name, String mimeType, byte[] bytes) {
        return step(new Step.Attach(name, mimeType, new FileContent(bytes)));
    }

    public BotScript thenWaits(Duration duration) {
        return step(new Step.Wait(duration));
    }

    /** Completes the bot message and starts another one of the same job. */
    public BotScript thenNextMessage() {
        return step(new Step.NextMessage());
    }

    public BotScript thenJobIs(String state) {
        return step(new Step.JobState(state));
    }

    public BotScript thenAsksConsent() {
        return step(new Step.AskConsent());
    }

    public BotScript thenSendsFrame(String rawFrame) {
        return step(new Step.RawFrame(rawFrame));
    }

    /** Thinks before it answers; see {@link Step.Think}. */
    public BotScript thinks(String piece) {
        return step(new Step.Think(piece));
    }

    /** Calls a function of the caller, with JSON arguments; see {@link Step.CallFunction}. */
    public BotScript callsFunction(String name, String arguments) {
        return step(new Step.CallFunction(name, arguments));
    }

    public BotScript thenStalls() {
        ended = true;
        return step(new Step.Stall());
    }

    /** Ends with this message state, e.g. {@code error_llm}, without an explanation. */
    public BotScript thenEndsWith(String state) {
        return thenEndsWith(state, null);
    }

    public BotScript thenEndsWith(String state, @Nullable String stateText) {
        ended = true;
        return step(new Step.End(state, stateText));
    }

    public synchronized BotScript every(Duration value) {
        interval = value;
        return this;
    }

    /** Delay from the send to the first event of the bot. */
    public synchronized BotScript after(Duration value) {
        initialDelay = value;
        return this;
    }

    public synchronized BotScript costs(long points) {
        pricePoints = points;
        return this;
    }

    /** The cost is known and published this long after the end of the reply. */
    public synchronized BotScript tellsCostAfter(Duration value) {
        cost = new CostReport(value, true, 0);
        return this;
    }

    /** No event contains the cost; a query returns it after returning null this many times. */
    public synchronized BotScript tellsCostWhenAsked(int nullsBefore) {
        cost = new CostReport(Duration.ZERO, false, nullsBefore);
        return this;
    }

    /** Neither events nor queries ever contain the cost. */
    public BotScript neverTellsCost() {
        return tellsCostWhenAsked(Integer.MAX_VALUE);
    }

    public synchronized BotScript suggests(String... replies) {
        suggestions = List.of(replies);
        return this;
    }

    public synchronized BotScript titles(String value) {
        title = message -> value;
        return this;
    }

    public synchronized BotScript withoutTitle() {
        title = message -> null;
        return this;
    }

    /** Delay from the end of the reply to the title; negative: before the reply starts. */
    public synchronized BotScript titleAfter(Duration value) {
        titleDelay = value;
        return this;
    }

    /** Rejects sends with this status; no message is created. */
    public synchronized BotScript refusesSends(String status, @Nullable String statusMessage) {
        refusal = new Refusal(status, statusMessage);
        return this;
    }

    public synchronized BotScript sendAnswersWithoutChat() {
        sendReturnsChat = false;
        return this;
    }

    public synchronized BotScript sendAnswersWithoutBotMessage() {
        sendReturnsBotMessage = false;
        return this;
    }

    public synchronized BotScript eventsDoubled() {
        doubled = true;
        return this;
    }

    public synchronized BotScript eventsOutOfOrder() {
        outOfOrder = true;
        return this;
    }

    public synchronized BotScript badMessagesAmongGood() {
        malformedMessages = true;
        return this;
    }

    public synchronized BotScript otherChatsAmong() {
        unrelatedEvents = true;
        return this;
    }

    public synchronized BotScript updatesPerFrame(int count) {
        updatesPerFrame = count;
        return this;
    }

    /** These updates of the message, counted from 1, are never sent. */
    public synchronized BotScript losesUpdates(int... numbers) {
        for (var number : numbers) {
            lostUpdates.add(number);
        }
        return this;
    }

    public synchronized BotScript textOnlyAtEnd() {
        textOnlyAtEnd = true;
        return this;
    }

    public synchronized BotScript jobEndsBeforeLastMessage() {
        jobEndsFirst = true;
        return this;
    }

    /** Publishes no event of the reply; only reading the chat shows it. */
    public synchronized BotScript withoutEvents() {
        noEvents = true;
        return this;
    }

    /** Cost of a message in points. */
    public synchronized long pricePoints() {
        return pricePoints;
    }

    /** The plan of the reply to this message. */
    public synchronized ReplyPlan plan(String message) {
        var planned = new ArrayList<Step>();
        steps.forEach(step -> planned.addAll(step.apply(message)));
        if (!ended) {
            planned.add(new Step.End("complete", null));
        }
        var delivery = new Delivery(
                doubled,
                outOfOrder,
                malformedMessages,
                unrelatedEvents,
                updatesPerFrame,
                Set.copyOf(lostUpdates),
                textOnlyAtEnd,
                jobEndsFirst,
                noEvents);
        return new ReplyPlan(
                Collections.unmodifiableList(planned),
                initialDelay,
                interval,
                suggestions,
                title.apply(message),
                titleDelay,
                delivery,
                cost,
                refusal,
                sendReturnsChat,
                sendReturnsBotMessage);
    }

    private synchronized BotScript step(Step step) {
        steps.add(message -> List.of(step));
        return this;
    }

    private static String firstWords(String message) {
        var words = message.strip().split("\\s+", 7);
        var title = String.join(" ", List.of(words).subList(0, Math.min(6, words.length)));
        if (title.isEmpty()) {
            return "New conversation";
        }
        return title.length() <= 60 ? title : title.substring(0, title.offsetByCodePoints(0, 40));
    }
}
