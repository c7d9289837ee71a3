package dev.poemcp.poe.api;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.api.ModelFinder.Found;
import dev.poemcp.poe.api.conversation.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a message can cost, by the catalogue. */
final class Prices {
    private Prices() {}

    static long bytes(NewMessage message) {
        return bytes(message.text())
                + message.files().stream().mapToLong(Upload::sizeBytes).sum();
    }

    static long bytes(Conversation conversation) {
        return conversation.messages().stream()
                .mapToLong(message -> bytes(message.text())
                        + message.files().stream()
                                .mapToLong(file -> file.sizeBytes() == null ? 0 : file.sizeBytes())
                                .sum())
                .sum();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * @param bytes of everything that the request says
     * @param parameters may limit the answer, where the endpoint is documented to heed it
     */
    static Quote quote(Found bot, long bytes, Map<String, Object> parameters) {
        if (bot.model().isEmpty()) {
            return new Quote(bot.handle(), null);
        }
        OptionalLong maxTokens = bot.endpoint() == Endpoint.BOT_QUERY ? OptionalLong.empty() : maxTokens(parameters);
        return quote(bot.handle(), bot.model().get(), bytes, maxTokens);
    }

    private static Quote quote(String handle, Model model, long bytes, OptionalLong maxTokens) {
        OptionalLong fixed = ModelPrices.perMessage(model);
        if (fixed.isPresent()) {
            return new Quote(handle, fixed.getAsLong());
        }
        Long window = model.contextWindow();
        if (window == null && bytes == Long.MAX_VALUE) {
            return new Quote(handle, null);
        }
        OptionalLong most = ModelPrices.upperBound(model, window == null ? bytes : Math.min(bytes, window), maxTokens);
        return most.isPresent() ? new Quote(handle, most.getAsLong(), true) : new Quote(handle, null);
    }

    private static OptionalLong maxTokens(Map<String, Object> parameters) {
        return Stream.of("max_tokens", "max_completion_tokens", "max_output_tokens")
                .map(parameters::get)
                .filter(Number.class::isInstance)
                .mapToLong(value -> ((Number) value).longValue())
                .filter(tokens -> tokens > 0)
                .min();
    }
}
