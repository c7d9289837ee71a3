package dev.poemcp.emulator.control;

import java.util.List;

/**
 * A human message that was created.
 *
 * @param bot handle of the bot it was sent to
 * @param clientNonce the 16 characters the client chose for it
 * @param files the files uploaded with it, in order
 */
public record SentMessage(
        long messageId, long chatId, String bot, String text, String clientNonce, List<UploadedFile> files) {}
