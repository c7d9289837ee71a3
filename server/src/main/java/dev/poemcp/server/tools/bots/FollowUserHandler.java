package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.bots.FollowUser;
import dev.poemcp.tool.result.FollowingResult;
import java.util.function.Supplier;

/** Follows a user. */
final class FollowUserHandler implements ToolHandler<FollowUser.Args, FollowingResult> {
    private final Supplier<PoeClient> poe;
    private final UserResolver users;

    FollowUserHandler(Supplier<PoeClient> poe, UserResolver users) {
        this.poe = poe;
        this.users = users;
    }

    @Override
    public FollowingResult call(FollowUser.Args arguments, CallContext context) {
        long userId = users.idOf(arguments);
        poe.get().people().setFollowing(userId, true);
        return new FollowingResult(userId, true);
    }
}
