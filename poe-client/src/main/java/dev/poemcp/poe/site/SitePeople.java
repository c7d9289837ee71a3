package dev.poemcp.poe.site;

import dev.poemcp.poe.Page;
import dev.poemcp.poe.People;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.User;
import dev.poemcp.poe.site.json.UserReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users. Source: docs/poe-protocol.md §6.8 to §6.10. */
final class SitePeople implements People {
    private final Site site;

    SitePeople(Site site) {
        this.site = site;
    }

    @Override
    public User get(String handle) {
        var node = site.ask(Operation.USER_INFO, Map.of("handle", handle)).path("user");
        if (!node.isObject()) {
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.USER, handle));
        }
        var user = UserReader.read(node)
                .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                        "poe.com's answer about \"" + handle + "\" does not say who it is.", Spend.NONE)));
        return user.handle() != null
                ? user
                : new User(user.userId(), handle, user.fullName(), user.followerCount(), user.profilePhotoUrl());
    }

    @Override
    public Page<User> search(String query, int count, @Nullable String cursor) {
        return new PageAssembler<User>(
                        "people",
                        (size, from) -> {
                            Map<String, Object> values = new HashMap<>();
                            values.put("query", query);
                            values.put("entityType", "user");
                            values.put("count", size);
                            values.put("cursor", from);
                            var data = site.ask(Operation.SEARCH, values);
                            return RelayConnection.read(data.path("searchEntityConnection"), UserReader::read);
                        },
                        User::userId)
                .read(count, cursor);
    }

    @Override
    public void setFollowing(long userId, boolean following) {
        var data = site.ask(Operation.SET_FOLLOW, Map.of("userId", userId, "follow", following));
        var unknown = new PoeFailure.NotFound(PoeFailure.Subject.USER, Long.toString(userId));
        MutationCheck.successful(Operation.SET_FOLLOW, data, "poeUserSetFollow", unknown);
    }
}
