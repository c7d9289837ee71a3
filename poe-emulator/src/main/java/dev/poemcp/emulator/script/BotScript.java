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
 * What a bot does with the messages it gets: steps in order, then how they travel. A script without an end completes
 * after its last step. Steps come every 5 ms unless told otherwise.
 */
public final class BotScript {
    private final List<Function<String, List<Step>>> steps = new ArrayList<>();
    private Duration firstWait = Duration.ZERO;
    private Duration interval = Duration.ofMillis(5);
    private List<String> suggestions = List.of();
    private Function<String, @Nullable String> title = BotScript::firstWords;
    private Duration titleDelay = Duration.ofMillis(10);
    private @Nullable Refusal refusal;
    private boolean sendAnswersChat = true;
    private boolean sendAnswersBotMessage = true;
    private boolean ended;
    private long pricePoints = 20;
    private CostReport cost = CostReport.AT_THE_END;

    private boolean doubled;
    private boolean swapped;
    private boolean badInnerMessage;
    private boolean otherChats;
    private int perFrame = 1;
    private final Set<Integer> lost = new HashSet<>();
    private boolean textOnlyAtEnd;
    private boolean jobEndsFirst;
    private boolean unsaid;

    /** The text grows by these pieces, one step each. */
    public BotScript says(String... pieces) {
        for (var piece : pieces) {
            step(new Step.Append(piece));
        }
        return this;
    }

    /** The text is a function of the message, in one piece. */
    public BotScript answers(UnaryOperator<String> answer) {
        return answersInPieces(message -> List.of(answer.apply(message)));
    }

    /** The text's pieces are a function of the message. */
    public synchronized BotScript answersInPieces(Function<String, List<String>> answer) {
        steps.add(message ->
                answer.apply(message).stream().<Step>map(Step.Append::new).toList());
        return this;
    }

    /** The whole text so far becomes this one. */
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

    /** The bot message completes, and a further one of the same job begins. */
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

    /** From the send to the first sign of the bot. */
    public synchronized BotScript after(Duration value) {
        firstWait = value;
        return this;
    }

    public synchronized BotScript costs(long points) {
        pricePoints = points;
        return this;
    }

    /** The cost is known, and told by an event, only so long after the answer's end. */
    public synchronized BotScript tellsCostAfter(Duration value) {
        cost = new CostReport(value, true, 0);
        return this;
    }

    /** No event tells of the cost; a client that asks gets it, after so many times of null. */
    public synchronized BotScript tellsCostWhenAsked(int nullsBefore) {
        cost = new CostReport(Duration.ZERO, false, nullsBefore);
        return this;
    }

    /** The cost is never told, not even when asked. */
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

    /** From the end of the answer to the title; negative: before the answer begins. */
    public synchronized BotScript titleAfter(Duration value) {
        titleDelay = value;
        return this;
    }

    /** The send is refused with this status, and no message is created. */
    public synchronized BotScript refusesSends(String status, @Nullable String statusMessage) {
        refusal = new Refusal(status, statusMessage);
        return this;
    }

    public synchronized BotScript sendAnswersWithoutChat() {
        sendAnswersChat = false;
        return this;
    }

    public synchronized BotScript sendAnswersWithoutBotMessage() {
        sendAnswersBotMessage = false;
        return this;
    }

    public synchronized BotScript eventsDoubled() {
        doubled = true;
        return this;
    }

    public synchronized BotScript eventsOutOfOrder() {
        swapped = true;
        return this;
    }

    public synchronized BotScript badMessagesAmongGood() {
        badInnerMessage = true;
        return this;
    }

    public synchronized BotScript otherChatsAmong() {
        otherChats = true;
        return this;
    }

    public synchronized BotScript updatesPerFrame(int count) {
        perFrame = count;
        return this;
    }

    /** These updates of the message, counted from 1, never arrive. */
    public synchronized BotScript losesUpdates(int... numbers) {
        for (var number : numbers) {
            lost.add(number);
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

    /** No event tells of the answer; it stands in the chat only. */
    public synchronized BotScript withoutEvents() {
        unsaid = true;
        return this;
    }

    /** Points that a message costs. */
    public synchronized long pricePoints() {
        return pricePoints;
    }

    /** The plan of the answer to this message. */
    public synchronized ReplyPlan plan(String message) {
        var planned = new ArrayList<Step>();
        steps.forEach(step -> planned.addAll(step.apply(message)));
        if (!ended) {
            planned.add(new Step.End("complete", null));
        }
        var delivery = new Delivery(
                doubled,
                swapped,
                badInnerMessage,
                otherChats,
                perFrame,
                Set.copyOf(lost),
                textOnlyAtEnd,
                jobEndsFirst,
                unsaid);
        return new ReplyPlan(
                Collections.unmodifiableList(planned),
                firstWait,
                interval,
                suggestions,
                title.apply(message),
                titleDelay,
                delivery,
                cost,
                refusal,
                sendAnswersChat,
                sendAnswersBotMessage);
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
