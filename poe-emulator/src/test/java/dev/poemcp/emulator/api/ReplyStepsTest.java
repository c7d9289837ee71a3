package dev.poemcp.emulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.emulator.script.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts rewritten for the API. */
class ReplyStepsTest {
    private static final Step A = new Step.Append("aaaa");
    private static final Step B = new Step.Append("bbbb");
    private static final Step CALL = new Step.CallFunction("f", "{}");
    private static final Step COMPLETE = new Step.End("complete", null);
    private static final Step CALLED = new Step.End("tool_calls", null);

    @Test
    void offeredFunctions_endReplyAfterFirstCalls() {
        var steps = List.of(A, CALL, CALL, B, CALL, COMPLETE);

        assertEquals(List.of(A, CALL, CALL, CALLED), ReplySteps.withFunctions(steps, true, false));
        assertEquals(List.of(COMPLETE), ReplySteps.withFunctions(steps, true, true));
        assertEquals(List.of(A, B, COMPLETE), ReplySteps.withFunctions(steps, false, false));
        assertEquals(List.of(A, COMPLETE), ReplySteps.withFunctions(List.of(A, COMPLETE), true, false));
    }

    @Test
    void replacedText_isLeftOutOfAppendOnlySteps() {
        Step thought = new Step.Think("hm");

        assertEquals(
                List.of(thought, new Step.Append("new"), B, COMPLETE),
                ReplySteps.appendOnly(
                        List.of(A, new Step.Replace("old"), thought, B, new Step.Replace("new"), B, COMPLETE)));
    }

    @Test
    void limit_cutsTextAndEndsReply() {
        var steps = List.of(A, B, COMPLETE);

        assertEquals(steps, ReplySteps.limited(steps, 8, List.of("c")));
        assertEquals(
                List.of(A, new Step.Append("bb"), new Step.End("output_truncated", null)),
                ReplySteps.limited(steps, 6, List.of("c")));
        assertEquals(
                List.<Step>of(new Step.Append("aaa"), COMPLETE), ReplySteps.limited(steps, 6, List.of("bbbb", "abb")));
    }
}
