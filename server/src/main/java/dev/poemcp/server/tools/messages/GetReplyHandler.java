package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Reply;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.GetReply;
import dev.poemcp.tool.result.ReplyResult;
import java.util.Objects;

/** Reads a reply, which settles its cost. A failed reply is a result, too. */
final class GetReplyHandler implements ToolHandler<GetReply.Args, ReplyResult> {
    private final PaidSend paidSend;

    GetReplyHandler(PaidSend paidSend) {
        this.paidSend = paidSend;
    }

    @Override
    public ReplyResult call(GetReply.Args arguments, CallContext context) {
        Deadline deadline = paidSend.deadline(arguments.waitSeconds());
        ChatRef chat = ChatArguments.chat(arguments);
        ProgressText progress = new ProgressText(context);
        try (LiveReply live = paidSend.messages().follow(chat, arguments.messageId())) {
            Reply reply = live.await(deadline.remaining(), update -> progress.update(update.text()));
            paidSend.settle(reply);
            progress.finish(reply.text());
            return ReplyMapper.of(reply, Objects.requireNonNullElse(arguments.textOffset(), 0L));
        }
    }
}
