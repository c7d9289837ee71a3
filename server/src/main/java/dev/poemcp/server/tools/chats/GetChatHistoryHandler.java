package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.GetChatHistory;
import java.util.Objects;
import java.util.function.Supplier;

/** Lists chats. */
final class GetChatHistoryHandler implements ToolHandler<GetChatHistory.Args, GetChatHistory.Result> {
    private final Supplier<PoeClient> poe;

    GetChatHistoryHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetChatHistory.Result call(GetChatHistory.Args arguments, CallContext context) {
        String part = arguments.titleContains();
        if (part != null) {
            Page<Chat> found =
                    new TitleSearch(poe.get().chats()).find(part.strip(), count(arguments), arguments.cursor());
            return result(found);
        }
        return result(poe.get().chats().history(count(arguments), arguments.cursor()));
    }

    private static int count(GetChatHistory.Args arguments) {
        return Objects.requireNonNullElse(arguments.count(), BoundedPage.DEFAULT_COUNT);
    }

    private static GetChatHistory.Result result(Page<Chat> page) {
        return new GetChatHistory.Result(
                page.items().stream().map(ResultMapper::of).toList(), page.nextCursor());
    }
}
