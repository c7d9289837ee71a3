package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.bots.UnfollowUser;
import dev.poemcp.tool.result.FollowingResult;
import java.util.function.Supplier;

/** Unfollows a user. */
final class UnfollowUserHandler implements ToolHandler<UnfollowUser.Args, FollowingResult> {
    private final Supplier<PoeClient> poe;
    private final UserResolver users;

    UnfollowUserHandler(Supplier<PoeClient> poe, UserResolver users) {
        this.poe = poe;
        this.users = users;
    }

    @Override
    public FollowingResult call(UnfollowUser.Args arguments, CallContext context) {
        long userId = users.idOf(arguments);
        poe.get().people().setFollowing(userId, false);
        return new FollowingResult(userId, false);
    }
}
