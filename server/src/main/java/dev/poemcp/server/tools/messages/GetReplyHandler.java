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

/** Reads an answer, which settles what it cost. A failed one is a result, too: it was read. */
final class GetReplyHandler implements ToolHandler<GetReply.Args, ReplyResult> {
    private final PaidSend asking;

    GetReplyHandler(PaidSend asking) {
        this.asking = asking;
    }

    @Override
    public ReplyResult call(GetReply.Args arguments, CallContext context) {
        Deadline deadline = asking.deadline(arguments.waitSeconds());
        ChatRef chat = ChatArguments.chat(arguments);
        ProgressText progress = new ProgressText(context);
        try (LiveReply live = asking.messages().follow(chat, arguments.messageId())) {
            Reply reply = live.await(deadline.left(), update -> progress.update(update.text()));
            asking.settle(reply);
            progress.finish(reply.text());
            return ReplyMapper.of(reply, Objects.requireNonNullElse(arguments.textOffset(), 0L));
        }
    }
}
