package dev.poemcp.poe.site.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageStatusTest {
    /** All 26 states of docs/poe-protocol.md §5.6, and some that are not in it. */
    @ParameterizedTest
    @CsvSource({
        "incomplete, RUNNING",
        "complete, COMPLETE",
        "completed, COMPLETE",
        "output_truncated, COMPLETE",
        "cancelled, CANCELLED",
        "error, FAILED",
        "error_no_retry, FAILED",
        "error_llm, FAILED",
        "error_file_decode, FAILED",
        "error_user_message_too_long, FAILED",
        "error_insufficient_fund, FAILED",
        "error_limited_access_bot, FAILED",
        "error_user_cannot_access_bot, FAILED",
        "error_bot_is_down, FAILED",
        "error_bot_does_not_have_permission, FAILED",
        "error_user_caused, FAILED",
        "error_prompt_parser, FAILED",
        "error_referenced_message_not_found, FAILED",
        "error_user_reject_adding_bot_to_chat, FAILED",
        "error_bot_does_not_support_file_upload, FAILED",
        "error_bot_does_not_support_multiple_files, FAILED",
        "error_bot_unsupported_file_type, FAILED",
        "error_bot_unsupported_file_type_combination, FAILED",
        "error_bot_image_attachment_number_exceeded, FAILED",
        "error_bot_does_not_support_multiple_image_files, FAILED",
        "error_bot_does_not_support_multiple_video_files, FAILED",
        "error_bot_video_attachment_number_exceeded, FAILED",
        "error_from_the_future, FAILED",
        "pondering, RUNNING",
        "'', RUNNING",
    })
    void eachState_hasStatus(String state, MessageStatus status) {
        assertEquals(status, MessageStatus.of(state));
    }

    @Test
    void specialErrorStates_haveOwnFailureTypes() {
        assertInstanceOf(PoeFailure.InsufficientPoints.class, MessageStatus.failure("error_insufficient_fund", ""));
        assertInstanceOf(PoeFailure.MessageTooLong.class, MessageStatus.failure("error_user_message_too_long", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "error_llm, true, POSSIBLE",
        "error, true, POSSIBLE",
        "error_no_retry, false, POSSIBLE",
        "error_bot_is_down, true, NONE",
        "error_bot_unsupported_file_type, false, NONE",
        "error_from_the_future, false, POSSIBLE",
    })
    void otherErrorStates_carryStateAndText(String state, boolean repeatable, Spend spend) {
        var failure = assertInstanceOf(PoeFailure.MessageFailed.class, MessageStatus.failure(state, "because"));

        assertEquals(new PoeFailure.MessageFailed(state, "because", repeatable, spend), failure);
        var silent = assertInstanceOf(PoeFailure.MessageFailed.class, MessageStatus.failure(state, ""));
        assertFalse(silent.text().isBlank(), "a default text where Poe gives none");
    }
}
