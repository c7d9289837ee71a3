package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.server.policy.files.AttachedFiles;
import dev.poemcp.server.tools.BotArguments;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.SendMessage;
import dev.poemcp.tool.result.ReplyResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** Sends a message to a bot. */
final class SendMessageHandler implements ToolHandler<SendMessage.Args, ReplyResult> {
    private final PaidSend paidSend;

    SendMessageHandler(PaidSend paidSend) {
        this.paidSend = paidSend;
    }

    @Override
    public ReplyResult call(SendMessage.Args arguments, CallContext context) {
        Deadline deadline = paidSend.deadline(arguments.waitSeconds());
        ChatRef chat = ChatArguments.chatIfAny(arguments);
        List<String> files = Objects.requireNonNullElse(arguments.files(), List.of());

        try (AttachedFiles attached = paidSend.dependencies().attachments().open(files)) {
            NewMessage message = new NewMessage(
                    arguments.message(),
                    arguments.bot() == null ? null : BotArguments.handle(arguments.bot()),
                    chat,
                    attached.uploads(),
                    Objects.requireNonNullElse(arguments.parameters(), Map.of()),
                    OptionalLong.empty());
            return paidSend.ask(
                    new PaidMessage(
                            false,
                            chat == null,
                            () -> paidSend.messages().quote(message),
                            reserved -> paidSend.messages().send(message.withReservedPoints(reserved)),
                            arguments.maxPoints()),
                    deadline,
                    context);
        }
    }
}
