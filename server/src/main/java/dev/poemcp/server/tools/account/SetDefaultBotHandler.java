package dev.poemcp.server.tools.account;

import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BotArguments;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.account.SetDefaultBot;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sets the default bot. */
final class SetDefaultBotHandler implements ToolHandler<SetDefaultBot.Args, SetDefaultBot.Result> {
    private final Supplier<PoeClient> poe;

    SetDefaultBotHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public SetDefaultBot.Result call(SetDefaultBot.Args arguments, CallContext context) {
        ChatArguments.requireOne("bot_id", arguments.botId(), "bot_handle", arguments.botHandle());
        if (arguments.botHandle() != null) {
            Bot bot = poe.get().bots().get(BotArguments.handle(arguments.botHandle()));
            poe.get().account().setDefaultBot(bot.number());
            return new SetDefaultBot.Result(bot.number(), bot.handle());
        }
        long botId = Objects.requireNonNull(arguments.botId());
        poe.get().account().setDefaultBot(botId);
        return new SetDefaultBot.Result(botId, handleOfDefault(botId));
    }

    // No query of the site maps a bot's id to its handle; the settings name the default bot.
    private @Nullable String handleOfDefault(long botId) {
        AccountSettings.DefaultBot bot = poe.get().account().settings().defaultBot();
        return bot != null && bot.botId() == botId ? bot.handle() : null;
    }
}
