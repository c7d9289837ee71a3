package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.RetryMessage;
import dev.poemcp.tool.result.ReplyResult;
import java.util.OptionalLong;

/** Regenerates the last reply of a chat. */
final class RetryMessageHandler implements ToolHandler<RetryMessage.Args, ReplyResult> {
    private final PaidSend paidSend;

    RetryMessageHandler(PaidSend paidSend) {
        this.paidSend = paidSend;
    }

    @Override
    public ReplyResult call(RetryMessage.Args arguments, CallContext context) {
        Deadline deadline = paidSend.deadline(arguments.waitSeconds());
        ChatRef chat = ChatArguments.chat(arguments);
        OptionalLong ownLimit = paidSend.ownLimit(arguments.maxPoints());
        return paidSend.ask(
                new PaidMessage(
                        true,
                        false,
                        () -> paidSend.messages().quoteRetry(chat),
                        reserved -> paidSend.messages().retry(chat, ownLimit),
                        arguments.maxPoints()),
                deadline,
                context);
    }
}
