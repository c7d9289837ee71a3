package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads users. Source: docs/poe-protocol.md §7.2. */
public final class UserReader {
    private UserReader() {}

    /**
     * The user in a response about one user.
     *
     * @param handle of the user, for builds that do not return it
     * @throws PoeException {@link PoeFailure.NotFound}; {@link PoeFailure.UnexpectedResponse} without the user's number
     */
    public static User ofHandle(JsonNode data, String handle) {
        var node = data.path("user");
        if (!node.isObject()) {
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.USER, handle));
        }
        var given = BotReader.handle(node);
        return read(node, given == null ? handle : given)
                .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                        "poe.com's answer about \"" + handle + "\" does not say who it is.", Spend.NONE)));
    }

    /** The users found by a search; empty if there is no list. */
    public static Optional<RelayConnection<User>> found(JsonNode data) {
        return RelayConnection.forward(data.path("searchEntityConnection"), UserReader::read);
    }

    /** Empty if the node is not a user: without a number. */
    static Optional<User> read(JsonNode node) {
        return read(node, BotReader.handle(node));
    }

    private static Optional<User> read(JsonNode node, @Nullable String handle) {
        var number = JsonFields.number(node.path("uid"));
        var userId = number == null ? JsonFields.numberOfGlobalId(node.path("id"), "PoeUser") : number;
        if (userId == null) {
            return Optional.empty();
        }
        var photo = JsonFields.uri(node.path("profilePhotoUrl"));
        return Optional.of(new User(
                userId,
                handle,
                JsonFields.word(node.path("fullName")),
                JsonFields.number(node.path("followerCount")),
                photo == null ? JsonFields.uri(node.path("mediumProfilePhotoUrl")) : photo));
    }
}
