package dev.poemcp.server.tools.chats;

import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.tool.chats.ClearChatContext;
import dev.poemcp.tool.chats.DeleteChat;
import dev.poemcp.tool.chats.GetChatHistory;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.chats.ImportChat;
import dev.poemcp.tool.chats.SearchChats;
import dev.poemcp.tool.chats.SetChatContextOptimization;
import dev.poemcp.tool.chats.SetChatTitle;
import java.util.List;

/** The tools of the toolset chats. */
public final class ChatsTools {
    private ChatsTools() {}

    public static List<BoundTool<?, ?>> all(ToolDependencies dependencies) {
        return List.of(
                new BoundTool<>(ClearChatContext.DEFINITION, new ClearChatContextHandler(dependencies.poe())),
                new BoundTool<>(
                        DeleteChat.DEFINITION, new DeleteChatHandler(dependencies.poe(), dependencies.consent())),
                new BoundTool<>(GetChatHistory.DEFINITION, new GetChatHistoryHandler(dependencies.poe())),
                new BoundTool<>(GetChatMessages.DEFINITION, new GetChatMessagesHandler(dependencies.poe())),
                new BoundTool<>(ImportChat.DEFINITION, new ImportChatHandler(dependencies.poe())),
                new BoundTool<>(
                        SearchChats.DEFINITION,
                        new SearchChatsHandler(dependencies.archive(), dependencies.replyWait())),
                new BoundTool<>(
                        SetChatContextOptimization.DEFINITION,
                        new SetChatContextOptimizationHandler(dependencies.poe())),
                new BoundTool<>(SetChatTitle.DEFINITION, new SetChatTitleHandler(dependencies.poe())));
    }
}
