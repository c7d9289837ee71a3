package dev.poemcp.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.tools.RecordingContext.Step;
import dev.poemcp.server.tools.api.CallContext;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ProgressTextTest {
    private static final List<String> PIECES =
            List.of("a", "é", "e\u0301", "🐸", "👩‍👩‍👧", "\n", "word ", "日本", "\uD83D", "\uDC38", "");

    private final RecordingContext caller = new RecordingContext(CallContext.Answer.NO);
    private final ProgressText progress = new ProgressText(caller);

    @Test
    void update_sendsNewPiece() {
        progress.update("old pond ");
        progress.update("old pond frog");
        progress.finish("old pond frog leaps 🐸");

        assertEquals(
                List.of(new Step(9, "old pond "), new Step(13, "frog"), new Step(21, " leaps 🐸")), caller.steps());
    }

    @Test
    void unchangedText_isNotReported() {
        progress.update("");
        progress.update("same");
        progress.update("same");
        progress.finish("same");

        assertEquals(List.of(new Step(4, "same")), caller.steps());
    }

    @Test
    void highSurrogate_isHeldBack() {
        progress.update("frog \uD83D");
        progress.update("frog \uD83D\uDC38");
        progress.finish("frog \uD83D\uDC38");

        assertEquals(List.of(new Step(5, "frog "), new Step(6, "🐸")), caller.steps());
    }

    @Test
    void replacedText_isAnnouncedAndSentWhole() {
        progress.update("I am certain that");
        progress.update("No.");
        progress.finish("No. Sorry.");

        assertEquals(
                List.of(
                        new Step(17, "I am certain that"),
                        new Step(18, ProgressText.REPLACED + "\nNo."),
                        new Step(19, " Sorry.")),
                caller.steps());
    }

    @Test
    void emptiedText_isReportedWithItsReplacement() {
        progress.update("Thinking...");
        progress.update("");
        progress.update("The answer is long enough");

        assertEquals(
                List.of(
                        new Step(11, "Thinking..."),
                        new Step(25, ProgressText.REPLACED + "\nThe answer is long enough")),
                caller.steps());
    }

    @Test
    void textEmptyAtTheEnd_isReported() {
        progress.update("Thinking...");
        progress.finish("");

        assertEquals(List.of(new Step(11, "Thinking..."), new Step(12, ProgressText.REPLACED + "\n")), caller.steps());
    }

    @Test
    void callerWithoutProgress_isNotNotified() {
        var silent = new CallContext() {
            private int reported;

            @Override
            public boolean wantsProgress() {
                return false;
            }

            @Override
            public void progress(double progress, String message) {
                reported++;
            }

            @Override
            public Answer confirm(String question) {
                return Answer.CANNOT_ASK;
            }
        };

        new ProgressText(silent).finish("text");

        assertEquals(0, silent.reported);
    }

    @Test
    void joinedPieces_areTheFinalText() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            RecordingContext recorded = new RecordingContext(CallContext.Answer.NO);
            ProgressText reported = new ProgressText(recorded);
            StringBuilder text = new StringBuilder();
            boolean replaced = false;
            for (int i = random.nextInt(12); i >= 0; i--) {
                if (random.nextInt(15) == 0) {
                    replaced |= text.length() > 0;
                    text.setLength(0);
                }
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                reported.update(text.toString());
            }
            reported.finish(text.toString());

            assertEquals(text.toString(), joined(recorded.steps()), () -> "seed " + seed);
            assertStrictlyGrowing(recorded.steps(), seed);
            if (!replaced && !recorded.steps().isEmpty()) {
                assertEquals(
                        text.codePoints().count(),
                        (long) recorded.steps().get(recorded.steps().size() - 1).progress(),
                        () -> "seed " + seed);
            }
        }
    }

    /** Joins the pieces as a client does. */
    private static String joined(List<Step> steps) {
        StringBuilder whole = new StringBuilder();
        for (Step step : steps) {
            if (step.message().startsWith(ProgressText.REPLACED + "\n")) {
                whole.setLength(0);
                whole.append(step.message().substring(ProgressText.REPLACED.length() + 1));
            } else {
                assertFalse(step.message().isEmpty(), "a step without text");
                whole.append(step.message());
            }
        }
        return whole.toString();
    }

    private static void assertStrictlyGrowing(List<Step> steps, long seed) {
        double last = 0;
        for (Step step : steps) {
            double before = last;
            assertTrue(step.progress() > before, () -> "seed " + seed + ": " + step + " after " + before);
            last = step.progress();
        }
    }
}
