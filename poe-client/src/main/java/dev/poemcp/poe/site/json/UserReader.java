package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.User;
import java.util.Optional;

/** Reads people. Known from: protocol reference 7.2. */
public final class UserReader {
    private UserReader() {}

    /** Empty when the node is no person: without a number. */
    public static Optional<User> read(JsonNode node) {
        var number = Fields.number(node.path("uid"));
        var userId = number == null ? Fields.numberOfGlobalId(node.path("id"), "PoeUser") : number;
        if (userId == null) {
            return Optional.empty();
        }
        var photo = Fields.uri(node.path("profilePhotoUrl"));
        return Optional.of(new User(
                userId,
                BotReader.handle(node),
                Fields.word(node.path("fullName")),
                Fields.number(node.path("followerCount")),
                photo == null ? Fields.uri(node.path("mediumProfilePhotoUrl")) : photo));
    }
}
