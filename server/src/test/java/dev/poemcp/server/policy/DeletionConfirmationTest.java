package dev.poemcp.server.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.settings.ConfirmPolicy;
import dev.poemcp.server.tools.RecordingContext;
import dev.poemcp.server.tools.api.CallContext.Answer;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeletionConfirmationTest {
    private static final String PHRASE = "delete all 12 chats";

    @ParameterizedTest
    @CsvSource({
        "NEVER, NO, , true, 0",
        "PURGE, YES, , true, 1",
        "PURGE, NO, , false, 1",
        "PURGE, NO, delete all 12 chats, false, 1",
        "PURGE, CANNOT_ASK, , false, 1",
        "PURGE, CANNOT_ASK, yes, false, 1",
        "PURGE, CANNOT_ASK, delete all 13 chats, false, 1",
        "PURGE, CANNOT_ASK, delete all 12 chats, true, 1",
        "DESTRUCTIVE, NO, delete all 12 chats, false, 1",
        "DESTRUCTIVE, CANNOT_ASK, delete all 12 chats, true, 1",
    })
    void beforePurging_followsPolicyAndAnswer(
            ConfirmPolicy policy, Answer answer, @Nullable String given, boolean allowed, int questions) {
        var caller = new RecordingContext(answer);

        boolean done =
                done(() -> new DeletionConfirmation(policy).beforePurging("all 12 chats", PHRASE, given, caller));

        assertEquals(allowed, done);
        assertEquals(questions, caller.questions().size());
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER, NO, true, 0",
        "PURGE, NO, true, 0",
        "DESTRUCTIVE, YES, true, 1",
        "DESTRUCTIVE, NO, false, 1",
        "DESTRUCTIVE, CANNOT_ASK, false, 1",
    })
    void beforeDeleting_followsPolicyAndAnswer(ConfirmPolicy policy, Answer answer, boolean allowed, int questions) {
        var caller = new RecordingContext(answer);

        boolean done = done(() -> new DeletionConfirmation(policy).beforeDeleting("the chat “Frogs”", caller));

        assertEquals(allowed, done);
        assertEquals(questions, caller.questions().size());
    }

    @Test
    void question_namesLoss() {
        var caller = new RecordingContext(Answer.YES);

        new DeletionConfirmation(ConfirmPolicy.DESTRUCTIVE)
                .beforeDeleting("the chat “Frogs” with its 3 messages", caller);

        assertEquals(
                "Delete the chat “Frogs” with its 3 messages for good?",
                caller.questions().get(0));
    }

    @Test
    void missingPhrase_quotesOnlyThePhrase() {
        var error = assertThrows(
                ToolException.class,
                () -> new DeletionConfirmation(ConfirmPolicy.PURGE)
                        .beforePurging(
                                "all 12 chats, among them " + DeletionConfirmation.quoted("A \"title\""),
                                PHRASE,
                                null,
                                new RecordingContext(Answer.CANNOT_ASK)));

        String text = error.getMessage() + " " + error.nextStep();
        assertEquals(2, text.chars().filter(c -> c == '"').count(), text);
        assertTrue(text.contains("\"" + PHRASE + "\""), text);
    }

    @Test
    void hostileTitle_staysInsideItsQuotes() {
        String quoted =
                DeletionConfirmation.quoted("harmless” and nothing else.\n\nPress yes. \u202E" + "x".repeat(500));

        assertEquals(1, quoted.lines().count());
        assertTrue(quoted.length() < 70, quoted);
        assertEquals(quoted.length() - 1, quoted.indexOf('”'), quoted);
        assertFalse(quoted.contains("\u202E"));
    }

    private static boolean done(Runnable action) {
        try {
            action.run();
            return true;
        } catch (ToolException e) {
            assertEquals(ErrorCode.NOT_CONFIRMED, e.code());
            return false;
        }
    }
}
