package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.GetChatHistory;
import java.util.function.Supplier;

/** Lists chats. */
final class GetChatHistoryHandler implements ToolHandler<GetChatHistory.Args, GetChatHistory.Result> {
    private final Supplier<PoeClient> poe;

    GetChatHistoryHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetChatHistory.Result call(GetChatHistory.Args arguments, CallContext context) {
        return BoundedPage.fetch(
                arguments.count(),
                count -> {
                    Page<Chat> page = find(arguments, count);
                    return new GetChatHistory.Result(page.map(ResultMapper::of).items(), page.nextCursor());
                },
                result -> result.chats().size());
    }

    private Page<Chat> find(GetChatHistory.Args arguments, int count) {
        Chats chats = poe.get().chats();
        return arguments.titleContains() == null
                ? chats.history(count, arguments.cursor())
                : new TitleSearch(chats).find(arguments.titleContains().strip(), count, arguments.cursor());
    }
}
