package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BotArguments;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.bots.GetUserInfo;
import dev.poemcp.tool.result.UserResult;
import java.util.function.Supplier;

/** Looks up a user. */
final class GetUserInfoHandler implements ToolHandler<GetUserInfo.Args, UserResult> {
    private final Supplier<PoeClient> poe;

    GetUserInfoHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public UserResult call(GetUserInfo.Args arguments, CallContext context) {
        return ResultMapper.of(poe.get().people().get(BotArguments.userHandle(arguments.userHandle())));
    }
}
