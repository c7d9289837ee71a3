package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.SetChatContextOptimization;
import java.util.function.Supplier;

/** Turns the context optimization of a chat on or off. */
final class SetChatContextOptimizationHandler
        implements ToolHandler<SetChatContextOptimization.Args, SetChatContextOptimization.Result> {
    private final Supplier<PoeClient> poe;

    SetChatContextOptimizationHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public SetChatContextOptimization.Result call(SetChatContextOptimization.Args arguments, CallContext context) {
        boolean enabled = arguments.enabled();
        ChatRef.Full chat = poe.get().chats().setContextOptimization(ChatArguments.chat(arguments), enabled);
        return new SetChatContextOptimization.Result(chat.chatId(), chat.chatCode(), enabled);
    }
}
