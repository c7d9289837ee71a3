package dev.poemcp.tool.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bot. Null is what Poe did not tell. */
public record BotResult(
        @JsonPropertyDescription("Number of the bot.") long botId,

        @JsonPropertyDescription("Handle, the name that other tools take.")
        String handle,

        @JsonPropertyDescription("Name as shown.") String displayName,

        @JsonPropertyDescription("Code of the base model; null where unknown.") @Nullable
        String model,

        @JsonPropertyDescription("What it is for; null where unknown.") @Nullable
        String description,

        @JsonPropertyDescription("Who or what powers it; null where unknown.") @Nullable
        String poweredBy,

        @JsonPropertyDescription("Its first words in a chat; null where unknown.") @Nullable
        String introduction,

        @JsonPropertyDescription("Tags.") List<String> tags,

        @JsonPropertyDescription("URL of its picture; null where unknown.") @Nullable
        String pictureUrl,

        @JsonPropertyDescription("Points that a message costs; null where Poe does not tell.") @Nullable
        Long pointsPerMessage,

        @JsonProperty("is_user_created")
        @JsonPropertyDescription("Whether a user made it; null where unknown.")
        @Nullable
        Boolean isUserCreated) {}
