package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BotArguments;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.bots.GetBotInfo;
import dev.poemcp.tool.result.BotResult;
import java.util.function.Supplier;

/** Looks up a bot. */
final class GetBotInfoHandler implements ToolHandler<GetBotInfo.Args, BotResult> {
    private final Supplier<PoeClient> poe;

    GetBotInfoHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public BotResult call(GetBotInfo.Args arguments, CallContext context) {
        Bots bots = poe.get().bots();
        Bot bot = bots.get(BotArguments.handle(arguments.botHandle()));
        return ResultMapper.of(bot, bots.rateCard(bot));
    }
}
