package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.policy.DeletionConfirmation;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.DeleteMessages;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Deletes messages. */
final class DeleteMessagesHandler implements ToolHandler<DeleteMessages.Args, DeleteMessages.Result> {
    private final Supplier<PoeClient> poe;
    private final DeletionConfirmation consent;

    DeleteMessagesHandler(Supplier<PoeClient> poe, DeletionConfirmation consent) {
        this.poe = poe;
        this.consent = consent;
    }

    @Override
    public DeleteMessages.Result call(DeleteMessages.Args arguments, CallContext context) {
        ChatRef chat = ChatArguments.chat(arguments);
        List<Long> ids = arguments.messageIds().stream().distinct().toList();
        if (consent.asksBeforeDeleting()) {
            consent.beforeDeleting(loss(chat, ids.size()), context);
        }
        return new DeleteMessages.Result(poe.get().messages().delete(chat, ids), ids);
    }

    private String loss(ChatRef ref, int count) {
        Chat chat = poe.get().chats().get(ref);
        return count + (count == 1 ? " message" : " messages") + " of the chat "
                + DeletionConfirmation.quoted(Objects.requireNonNullElse(chat.title(), chat.chatCode()));
    }
}
