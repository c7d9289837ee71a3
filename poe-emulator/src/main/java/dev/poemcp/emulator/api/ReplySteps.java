package dev.poemcp.emulator.api;

import dev.poemcp.emulator.script.Step;
import java.util.ArrayList;
import java.util.List;

/** Rewrites the steps of a script for requests of the official API. */
final class ReplySteps {
    private ReplySteps() {}

    /**
     * Ends the reply after its first calls of functions if the request offers functions; continues behind its last call
     * if the request brings their results; otherwise leaves the calls out.
     */
    static List<Step> withFunctions(List<Step> steps, boolean offered, boolean answered) {
        var afterLast = 0;
        for (var i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.CallFunction) {
                afterLast = i + 1;
            }
        }
        if (answered) {
            return steps.subList(afterLast, steps.size());
        }
        if (!offered || afterLast == 0) {
            return steps.stream()
                    .filter(step -> !(step instanceof Step.CallFunction))
                    .toList();
        }
        var kept = new ArrayList<Step>();
        var called = false;
        for (var step : steps) {
            var isCall = step instanceof Step.CallFunction;
            if (called && !isCall) {
                break;
            }
            called = isCall;
            kept.add(step);
        }
        kept.add(new Step.End("tool_calls", null));
        return kept;
    }

    /** Leaves out all text that a later step replaces, for endpoints that can only append. */
    static List<Step> appendOnly(List<Step> steps) {
        var lastReplacement = -1;
        for (var i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Replace) {
                lastReplacement = i;
            }
        }
        var kept = new ArrayList<Step>();
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (step instanceof Step.Replace replace && i == lastReplacement) {
                kept.add(new Step.Append(replace.whole()));
            } else if (i > lastReplacement || !(step instanceof Step.Append || step instanceof Step.Replace)) {
                kept.add(step);
            }
        }
        return kept;
    }

    /** Ends the text before the first stop sequence, and after this many characters with {@code output_truncated}. */
    static List<Step> limited(List<Step> steps, int maxChars, List<String> stops) {
        var whole = new StringBuilder();
        steps.forEach(step -> whole.append(step instanceof Step.Append append ? append.piece() : ""));
        var stopAt = stops.stream()
                .mapToInt(whole::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(Integer.MAX_VALUE);
        var limit = Math.min(stopAt, maxChars);
        if (limit >= whole.length()) {
            return steps;
        }
        var kept = new ArrayList<Step>();
        var length = 0;
        for (var step : steps) {
            if (!(step instanceof Step.Append append)) {
                kept.add(step);
                continue;
            }
            var rest = limit - length;
            if (append.piece().length() > rest) {
                kept.add(new Step.Append(append.piece().substring(0, rest)));
                kept.add(new Step.End(stopAt <= maxChars ? "complete" : "output_truncated", null));
                return kept;
            }
            length += append.piece().length();
            kept.add(step);
        }
        throw new IllegalStateException("The text is longer than its limit");
    }
}
