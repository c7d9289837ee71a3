package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.policy.DeletionConfirmation;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.DeleteChat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Deletes a chat. */
final class DeleteChatHandler implements ToolHandler<DeleteChat.Args, DeleteChat.Result> {
    private static final int COUNTED = 100;

    private final Supplier<PoeClient> poe;
    private final DeletionConfirmation consent;

    DeleteChatHandler(Supplier<PoeClient> poe, DeletionConfirmation consent) {
        this.poe = poe;
        this.consent = consent;
    }

    @Override
    public DeleteChat.Result call(DeleteChat.Args arguments, CallContext context) {
        ChatRef chat = ChatArguments.chat(arguments);
        if (consent.asksBeforeDeleting()) {
            Optional<ChatRef.Full> gone = poe.get().chats().deleted(chat);
            if (gone.isPresent()) {
                return result(gone.get());
            }
            consent.beforeDeleting(loss(chat), context);
        }
        return result(poe.get().chats().delete(chat));
    }

    private static DeleteChat.Result result(ChatRef.Full chat) {
        return new DeleteChat.Result(chat.chatId(), chat.chatCode(), true);
    }

    private String loss(ChatRef chat) {
        Chats.ChatPage page = poe.get().chats().messages(chat, COUNTED, null);
        int count = page.messages().items().size();
        return "the chat "
                + DeletionConfirmation.quoted(Objects.requireNonNullElse(
                        page.chat().title(), page.chat().chatCode()))
                + " with its " + (page.messages().nextCursor() == null ? "" : "more than ") + count
                + (count == 1 ? " message" : " messages");
    }
}
