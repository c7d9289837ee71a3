package dev.poemcp.poe;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bot. Fields are null where Poe gave no value; since July 2025 many responses lack {@code pointsPerMessage}.
 *
 * @param botId null for a bot known only from the official API's catalogue
 */
public record Bot(
        @Nullable Long botId,
        String handle,
        String displayName,
        @Nullable String model,
        @Nullable String description,
        @Nullable String poweredBy,
        @Nullable String introduction,
        List<String> tags,
        @Nullable URI pictureUrl,
        @Nullable Long pointsPerMessage,
        @Nullable Boolean userCreated) {
    public Bot {
        tags = List.copyOf(tags);
    }

    /** The same bot with another price. */
    public Bot withPrice(@Nullable Long points) {
        return new Bot(
                botId,
                handle,
                displayName,
                model,
                description,
                poweredBy,
                introduction,
                tags,
                pictureUrl,
                points,
                userCreated);
    }

    /** Poe's number of a bot that the site showed. */
    public long number() {
        return Objects.requireNonNull(botId, "only bots shown by the site have a number");
    }
}
