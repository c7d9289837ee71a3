package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.Messages;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.CancelMessage;
import java.util.function.Supplier;

/** Cancels a reply. */
final class CancelMessageHandler implements ToolHandler<CancelMessage.Args, CancelMessage.Result> {
    private final Supplier<PoeClient> poe;

    CancelMessageHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public CancelMessage.Result call(CancelMessage.Args arguments, CallContext context) {
        Messages.Cancellation done = poe.get().messages().cancel(ChatArguments.chat(arguments));
        return new CancelMessage.Result(done.chatId(), done.chatCode(), done.cancelled());
    }
}
