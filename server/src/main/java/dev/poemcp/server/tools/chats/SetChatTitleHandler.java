package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.SetChatTitle;
import java.util.function.Supplier;

/** Renames a chat. */
final class SetChatTitleHandler implements ToolHandler<SetChatTitle.Args, SetChatTitle.Result> {
    private final Supplier<PoeClient> poe;

    SetChatTitleHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public SetChatTitle.Result call(SetChatTitle.Args arguments, CallContext context) {
        String title = arguments.title().strip();
        ChatRef.Full chat = poe.get().chats().setTitle(ChatArguments.chat(arguments), title);
        return new SetChatTitle.Result(chat.chatId(), chat.chatCode(), title);
    }
}
