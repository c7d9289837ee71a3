package dev.poemcp.poe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param bot handle; null means the chat's own bot, or in a new chat the account's default bot
 * @param chat null starts a new chat
 * @param parameters the model's own options; only the official API takes them
 * @param reservedPoints points that the caller allows, after a quote; empty for no limit. The message takes no other way
 *     to Poe than the quoted one if it might cost more there
 */
public record NewMessage(
        String text,
        @Nullable String bot,
        @Nullable ChatRef chat,
        List<Upload> files,
        Map<String, Object> parameters,
        OptionalLong reservedPoints) {
    public NewMessage {
        files = List.copyOf(files);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Without parameters and limit. */
    public NewMessage(String text, @Nullable String bot, @Nullable ChatRef chat, List<Upload> files) {
        this(text, bot, chat, files, Map.of(), OptionalLong.empty());
    }

    public NewMessage withReservedPoints(OptionalLong points) {
        return new NewMessage(text, bot, chat, files, parameters, points);
    }
}
