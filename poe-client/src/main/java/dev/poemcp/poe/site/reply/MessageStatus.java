package dev.poemcp.poe.site.reply;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The status of a bot message, derived from Poe's name of its state (docs/poe-protocol.md §5.6: 26 names). */
enum MessageStatus {
    RUNNING,
    COMPLETE,
    CANCELLED,
    FAILED;

    private static final Logger log = LoggerFactory.getLogger(MessageStatus.class);

    /** Texts for states that come without an explanation from Poe. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("error_llm", "The model failed."),
            Map.entry("error_file_decode", "A file could not be decoded."),
            Map.entry("error_limited_access_bot", "The account may not use this bot now."),
            Map.entry("error_user_cannot_access_bot", "The account may not use this bot."),
            Map.entry("error_bot_is_down", "The bot is down."),
            Map.entry("error_bot_does_not_have_permission", "The bot lacks a permission."),
            Map.entry("error_user_caused", "The bot refused the request."),
            Map.entry("error_prompt_parser", "The bot's prompt could not be read."),
            Map.entry("error_referenced_message_not_found", "The message referred to is gone."),
            Map.entry("error_user_reject_adding_bot_to_chat", "The bot was not let into the chat."),
            Map.entry("error_bot_does_not_support_file_upload", "The bot takes no files."),
            Map.entry("error_bot_does_not_support_multiple_files", "The bot takes only one file."),
            Map.entry("error_bot_unsupported_file_type", "The bot does not take files of this type."),
            Map.entry(
                    "error_bot_unsupported_file_type_combination",
                    "The bot does not take files of these types together."),
            Map.entry("error_bot_image_attachment_number_exceeded", "Too many images for this bot."),
            Map.entry("error_bot_does_not_support_multiple_image_files", "The bot takes only one image."),
            Map.entry("error_bot_does_not_support_multiple_video_files", "The bot takes only one video."),
            Map.entry("error_bot_video_attachment_number_exceeded", "Too many videos for this bot."));

    static MessageStatus of(String state) {
        return switch (state) {
            case "complete", "completed", "output_truncated" -> COMPLETE;
            case "cancelled" -> CANCELLED;
            case "incomplete", "" -> RUNNING;
            default -> {
                if (state.startsWith("error")) {
                    yield FAILED;
                }
                log.info("Unknown message state \"{}\"; the reply is treated as running.", state);
                yield RUNNING;
            }
        };
    }

    boolean ended() {
        return this != RUNNING;
    }

    /**
     * The failure for the state of a failed message.
     *
     * @param text Poe's explanation, may be empty
     */
    static PoeFailure failure(String state, String text) {
        return switch (state) {
            case "error_insufficient_fund" ->
                new PoeFailure.InsufficientPoints(
                        text.isBlank() ? "The account's points do not pay for this message." : text);
            case "error_user_message_too_long" ->
                new PoeFailure.MessageTooLong(text.isBlank() ? "The message is too long for the bot." : text);
            default -> {
                String why = text.isBlank() ? TEXTS.getOrDefault(state, "The bot could not answer.") : text;
                yield new PoeFailure.MessageFailed(state, why, isTransient(state), spend(state));
            }
        };
    }

    /** Whether the same message may succeed later. */
    private static boolean isTransient(String state) {
        return switch (state) {
            case "error", "error_llm", "error_bot_is_down" -> true;
            default -> false;
        };
    }

    /** A message that the bot never received costs nothing; for the others Poe does not say. */
    private static Spend spend(String state) {
        return switch (state) {
            case "error", "error_no_retry", "error_llm", "error_user_caused" -> Spend.POSSIBLE;
            default -> TEXTS.containsKey(state) ? Spend.NONE : Spend.POSSIBLE;
        };
    }
}
