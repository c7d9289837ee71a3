package dev.poemcp.server.tools.account;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.account.SetDefaultMessagePointLimit;
import java.util.function.Supplier;

/** Sets how much one message may cost. */
final class SetDefaultMessagePointLimitHandler
        implements ToolHandler<SetDefaultMessagePointLimit.Args, SetDefaultMessagePointLimit.Result> {
    private final Supplier<PoeClient> poe;

    SetDefaultMessagePointLimitHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public SetDefaultMessagePointLimit.Result call(SetDefaultMessagePointLimit.Args arguments, CallContext context) {
        poe.get().account().setDefaultPointLimit(arguments.limit());
        return new SetDefaultMessagePointLimit.Result(arguments.limit());
    }
}
