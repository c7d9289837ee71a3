package dev.poemcp.server.tools.chats;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.TextSlice;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.result.MessageResult;
import java.util.function.Supplier;

/** Reads the messages of a chat. */
final class GetChatMessagesHandler implements ToolHandler<GetChatMessages.Args, GetChatMessages.Result> {
    private final Supplier<PoeClient> poe;

    GetChatMessagesHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public GetChatMessages.Result call(GetChatMessages.Args arguments, CallContext context) {
        ChatRef chat = ChatArguments.chat(arguments);
        Chats.ChatPage page = BoundedPage.fetch(
                arguments.count(),
                count -> poe.get().chats().messages(chat, count, arguments.cursor()),
                part -> part.messages().items().size(),
                part -> part.messages().items().stream()
                        .mapToLong(message -> message.text().length())
                        .sum());
        return new GetChatMessages.Result(
                ResultMapper.of(page.chat()),
                page.messages().items().stream()
                        .map(ResultMapper::of)
                        .map(GetChatMessagesHandler::shortened)
                        .toList(),
                page.messages().nextCursor());
    }

    /** Only a message that came alone can be too long for one result. */
    private static MessageResult shortened(MessageResult message) {
        TextSlice slice = TextSlice.of(message.text(), 0);
        if (slice.nextOffset() == null) {
            return message;
        }
        String note = message.author().equals("user")
                ? "[The rest of this message is left out.]"
                : "[There is more: get_reply with message_id " + message.messageId() + " and text_offset "
                        + slice.nextOffset() + " goes on.]";
        return new MessageResult(
                message.messageId(),
                message.messageCode(),
                message.author(),
                slice.text() + "\n\n" + note,
                message.state(),
                message.creationTime(),
                message.attachments());
    }
}
