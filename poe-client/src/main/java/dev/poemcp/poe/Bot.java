package dev.poemcp.poe;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bot. Fields are null where the site gave no value; since July 2025 many responses lack {@code pointsPerMessage}.
 */
public record Bot(
        long botId,
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
}
