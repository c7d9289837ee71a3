package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.RetryMessage;
import dev.poemcp.tool.result.ReplyResult;

/** Has an answer made anew. */
final class RetryMessageHandler implements ToolHandler<RetryMessage.Args, ReplyResult> {
    private final PaidSend asking;

    RetryMessageHandler(PaidSend asking) {
        this.asking = asking;
    }

    @Override
    public ReplyResult call(RetryMessage.Args arguments, CallContext context) {
        Deadline deadline = asking.deadline(arguments.waitSeconds());
        ChatRef chat = ChatArguments.chat(arguments);
        return asking.ask(
                new PaidMessage(
                        true,
                        () -> asking.messages().quoteRetry(chat),
                        () -> asking.messages().retry(chat),
                        arguments.maxPoints()),
                deadline,
                context);
    }
}
