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
import dev.poemcp.tool.result.ChatResult;
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
        return BoundedPage.fetch(
                arguments.count(),
                count -> result(poe.get().chats().messages(chat, count, arguments.cursor())),
                page -> page.messages().size());
    }

    private static GetChatMessages.Result result(Chats.ChatPage page) {
        ChatResult chat = ResultMapper.of(page.chat());
        return new GetChatMessages.Result(
                chat,
                page.messages().items().stream()
                        .map(ResultMapper::of)
                        .map(message -> shortened(message, chat.chatCode()))
                        .toList(),
                page.messages().nextCursor());
    }

    /**
     * A message that is too long for one result, with a note that says where the rest is. Where it is not the first of
     * its answer, get_reply repeats a little, since it counts from the first.
     */
    private static MessageResult shortened(MessageResult message, String chatCode) {
        TextSlice slice = TextSlice.of(message.text(), 0);
        if (slice.nextOffset() == null) {
            return message;
        }
        String note = message.author().equals("user")
                ? "[Cut here: the resource poe://chats/" + chatCode + " has the whole message.]"
                : "[Cut here: get_reply with chat_code " + chatCode + ", message_id " + message.messageId()
                        + " and text_offset " + slice.nextOffset() + " reads on.]";
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
