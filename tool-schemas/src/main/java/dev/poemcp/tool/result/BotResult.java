package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bot. {@code null}: unknown. */
public record BotResult(
        @Nullable Long botId,

        String handle,

        String displayName,

        @Nullable String model,

        @JsonPropertyDescription("Shortened in lists.") @Nullable
        String description,

        @Nullable String poweredBy,

        @JsonPropertyDescription("Greeting; shortened in lists.") @Nullable
        String introduction,

        List<String> tags,

        @Nullable String pictureUrl,

        @Nullable Long pointsPerMessage,

        @JsonProperty("is_user_created") @Nullable Boolean isUserCreated,

        @Nullable String rateCard) {}
