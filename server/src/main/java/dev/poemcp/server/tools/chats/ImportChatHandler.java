package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.Chats;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.ImportChat;
import dev.poemcp.tool.result.ChatResult;
import java.util.function.Supplier;

/** Copies a shared chat into the account. */
final class ImportChatHandler implements ToolHandler<ImportChat.Args, ImportChat.Result> {
    private final Supplier<PoeClient> poe;

    ImportChatHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public ImportChat.Result call(ImportChat.Args arguments, CallContext context) {
        Chats.ImportedChat copy = poe.get().chats().importShared(ChatArguments.shareCode(arguments.shareCode()));
        ChatResult chat = ResultMapper.of(copy.chat());
        return new ImportChat.Result(
                copy.chat().number(),
                chat.chatCode(),
                chat.title(),
                copy.chat().page().toString(),
                chat.bot(),
                chat.lastInteractionTime(),
                copy.missingAttachments() == 0 ? null : copy.missingAttachments());
    }
}
