package dev.poemcp.server.resources;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;

/** A resource with a {@code poe://} URI. */
public sealed interface PoeResource {
    /** The account's settings and points. */
    record SettingsAndPoints() implements PoeResource {
        static final String URI = "poe://settings";
    }

    /** The newest chats. */
    record NewestChats() implements PoeResource {
        static final String URI = "poe://chats";
    }

    /** Categories of bots. */
    record Categories() implements PoeResource {
        static final String URI = "poe://categories";
    }

    /** What the archive holds. */
    record ArchiveOverview() implements PoeResource {
        static final String URI = "poe://archive";
    }

    /** One chat's transcript. */
    record Transcript(String chatCode) implements PoeResource {}

    /** A bot. */
    record OneBot(String handle) implements PoeResource {}

    /** A user. */
    record OneUser(String handle) implements PoeResource {}

    /** Empty if the URI is unknown. */
    static Optional<PoeResource> parse(String uri) {
        switch (uri) {
            case SettingsAndPoints.URI -> {
                return Optional.of(new SettingsAndPoints());
            }
            case NewestChats.URI -> {
                return Optional.of(new NewestChats());
            }
            case ArchiveOverview.URI -> {
                return Optional.of(new ArchiveOverview());
            }
            case Categories.URI -> {
                return Optional.of(new Categories());
            }
            default -> {
                return withPrefix(uri, "poe://chats/", Transcript::new)
                        .or(() -> withPrefix(uri, "poe://bots/", OneBot::new))
                        .or(() -> withPrefix(uri, "poe://users/", OneUser::new));
            }
        }
    }

    /** The URI of a chat's transcript; Poe's codes need no escaping. */
    static String uriOf(String chatCode) {
        return "poe://chats/" + chatCode;
    }

    private static Optional<PoeResource> withPrefix(
            String uri, String prefix, Function<String, PoeResource> constructor) {
        if (!uri.startsWith(prefix)) {
            return Optional.empty();
        }
        var rest = uri.substring(prefix.length());
        if (rest.isEmpty() || rest.chars().anyMatch(c -> c == '/' || c == '?' || c == '#')) {
            return Optional.empty();
        }
        return decoded(rest).filter(name -> !name.isBlank()).map(constructor);
    }

    /** Handles may contain blanks, which not every client escapes. */
    private static Optional<String> decoded(String segment) {
        try {
            return Optional.of(
                    new URI("poe://x/" + segment.replace(" ", "%20")).getPath().substring(1));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
