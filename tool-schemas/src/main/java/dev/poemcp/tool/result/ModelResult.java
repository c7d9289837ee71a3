package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model of the official API. {@code null}: unknown. */
public record ModelResult(
        @JsonPropertyDescription("For send_message's bot.") String id,

        @Nullable String ownedBy,

        @JsonPropertyDescription("Shortened in lists.") @Nullable
        String description,

        List<String> inputModalities,

        List<String> outputModalities,

        @JsonPropertyDescription("Tokens.") @Nullable Long contextWindow,

        @Nullable Pricing pricing,

        @Nullable String created) {
    /** US dollars as decimal text; {@code null}: does not apply. */
    public record Pricing(
            @JsonPropertyDescription("USD per input token.") @Nullable
            String prompt,

            @JsonPropertyDescription("USD per output token.") @Nullable
            String completion,

            @Nullable String image,

            @JsonPropertyDescription("USD per request.") @Nullable
            String request,

            @Nullable String inputCacheRead,

            @Nullable String inputCacheWrite) {}
}
