package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.bots.FollowUser;
import dev.poemcp.tool.result.FollowingResult;
import java.util.function.Supplier;

/** Follows a person. */
final class FollowUserHandler implements ToolHandler<FollowUser.Args, FollowingResult> {
    private final Supplier<PoeClient> poe;
    private final Person person;

    FollowUserHandler(Supplier<PoeClient> poe, Person person) {
        this.poe = poe;
        this.person = person;
    }

    @Override
    public FollowingResult call(FollowUser.Args arguments, CallContext context) {
        long userId = person.idOf(arguments);
        poe.get().people().setFollowing(userId, true);
        return new FollowingResult(userId, true);
    }
}
