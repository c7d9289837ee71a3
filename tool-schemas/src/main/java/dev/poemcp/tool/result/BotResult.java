package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bot. {@code null}: unknown. */
public record BotResult(
        @JsonPropertyDescription("Numeric bot ID.") long botId,

        @JsonPropertyDescription("Handle; other tools accept it.")
        String handle,

        @JsonPropertyDescription("Display name.") String displayName,

        @JsonPropertyDescription("Base model; null if unknown.") @Nullable
        String model,

        @JsonPropertyDescription("Description; null if unknown.") @Nullable
        String description,

        @JsonPropertyDescription("What powers the bot, as Poe shows it; null if unknown.") @Nullable
        String poweredBy,

        @JsonPropertyDescription("Greeting in a new chat; null if unknown.") @Nullable
        String introduction,

        @JsonPropertyDescription("Tags.") List<String> tags,

        @JsonPropertyDescription("Picture URL; null if unknown.") @Nullable
        String pictureUrl,

        @JsonPropertyDescription("Points per message; null if unknown.") @Nullable
        Long pointsPerMessage,

        @JsonProperty("is_user_created")
        @JsonPropertyDescription("Whether a user created the bot; null if unknown.")
        @Nullable
        Boolean isUserCreated) {}
