package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.ClearChatContext;
import java.util.function.Supplier;

/** Clears the context of a chat. */
final class ClearChatContextHandler implements ToolHandler<ClearChatContext.Args, ClearChatContext.Result> {
    private final Supplier<PoeClient> poe;

    ClearChatContextHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public ClearChatContext.Result call(ClearChatContext.Args arguments, CallContext context) {
        ChatRef.Full chat = poe.get().chats().clearContext(ChatArguments.chat(arguments));
        return new ClearChatContext.Result(chat.chatId(), chat.chatCode(), true);
    }
}
