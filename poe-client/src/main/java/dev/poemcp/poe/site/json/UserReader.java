package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.User;
import java.util.Optional;

/** Reads users. Source: docs/poe-protocol.md §7.2. */
public final class UserReader {
    private UserReader() {}

    /** Empty if the node is not a user: without a number. */
    public static Optional<User> read(JsonNode node) {
        var number = JsonFields.number(node.path("uid"));
        var userId = number == null ? JsonFields.numberOfGlobalId(node.path("id"), "PoeUser") : number;
        if (userId == null) {
            return Optional.empty();
        }
        var photo = JsonFields.uri(node.path("profilePhotoUrl"));
        return Optional.of(new User(
                userId,
                BotReader.handle(node),
                JsonFields.word(node.path("fullName")),
                JsonFields.number(node.path("followerCount")),
                photo == null ? JsonFields.uri(node.path("mediumProfilePhotoUrl")) : photo));
    }
}
