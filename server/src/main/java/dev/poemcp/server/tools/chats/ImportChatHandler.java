package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.ImportChat;
import dev.poemcp.tool.result.ChatResult;
import java.util.function.Supplier;

/** Copies a shared chat into the account. */
final class ImportChatHandler implements ToolHandler<ImportChat.Args, ChatResult> {
    private final Supplier<PoeClient> poe;

    ImportChatHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public ChatResult call(ImportChat.Args arguments, CallContext context) {
        return ResultMapper.of(poe.get().chats().importShared(ChatArguments.shareCode(arguments.shareCode())));
    }
}
