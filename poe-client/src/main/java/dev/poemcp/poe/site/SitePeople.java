package dev.poemcp.poe.site;

import dev.poemcp.poe.Page;
import dev.poemcp.poe.People;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.User;
import dev.poemcp.poe.site.json.MutationResult;
import dev.poemcp.poe.site.json.UserReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
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
        return site.ask(Operation.USER_INFO, Map.of("handle", handle), data -> UserReader.ofHandle(data, handle));
    }

    @Override
    public Page<User> search(String query, int count, @Nullable String cursor) {
        Map<String, ?> values = Map.of("query", query, "entityType", "user");
        return new PageAssembler<User>(
                        "people",
                        (size, from) -> site.askPage(Operation.SEARCH, values, size, from, UserReader::found),
                        User::userId)
                .read(count, cursor);
    }

    @Override
    public void setFollowing(long userId, boolean following) {
        Map<String, ?> values = Map.of("userId", userId, "follow", following);
        site.ask(Operation.SET_FOLLOW, values, MutationResult.of("poeUserSetFollow"))
                .check(Operation.SET_FOLLOW, PoeFailure.Subject.USER, userId);
    }
}
