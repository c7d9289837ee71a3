package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.GetMessageShareUrl;
import java.util.function.Supplier;

/** Publishes messages. */
final class GetMessageShareUrlHandler implements ToolHandler<GetMessageShareUrl.Args, GetMessageShareUrl.Result> {
    private final Supplier<PoeClient> poe;

    GetMessageShareUrlHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetMessageShareUrl.Result call(GetMessageShareUrl.Args arguments, CallContext context) {
        ChatRef chat = ChatArguments.chat(arguments);
        Messages.Share share = poe.get()
                .messages()
                .share(chat, arguments.messageIds().stream().distinct().toList());
        return new GetMessageShareUrl.Result(share.url().toString(), share.code());
    }
}
