package dev.poemcp.poe.api;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Cursor;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conversations as chats: they can be read and continued. */
final class ApiChats implements Chats {
    private final Conversations conversations;
    private final RunningReplies running;

    ApiChats(Conversations conversations, RunningReplies running) {
        this.conversations = conversations;
        this.running = running;
    }

    @Override
    public Chat get(ChatRef chat) {
        return conversations.get(chat).chat();
    }

    @Override
    public Page<Chat> history(int count, @Nullable String cursor) {
        return page(
                "conversations",
                conversations.list().stream().map(Conversation::chat).toList(),
                count,
                cursor);
    }

    /** The cursor of the next page is the position, counted from the start. */
    static <T> Page<T> page(String list, List<T> all, int count, @Nullable String cursor) {
        int from = position(list, all, cursor, 0);
        int to = Math.min(all.size(), from + count);
        return new Page<>(all.subList(from, to), to == all.size() ? null : Cursor.encode(list, Integer.toString(to)));
    }

    private static int position(String list, List<?> all, @Nullable String cursor, int start) {
        return cursor == null
                ? start
                : Math.min(
                        all.size(), Cursor.number(Cursor.decode(list, cursor, 1).get(0)));
    }

    @Override
    public ChatPage messages(ChatRef chat, int count, @Nullable String cursor) {
        Conversation conversation = conversations.get(chat);
        List<Message> all = conversation.messages().stream()
                .map(message -> current(conversation, message))
                .toList();
        String list = "messages " + conversation.code();
        // The cursor is a position from the start, so that new messages do not move it.
        int to = position(list, all, cursor, all.size());
        int from = Math.max(0, to - count);
        String older = from == 0 ? null : Cursor.encode(list, Integer.toString(from));
        return new ChatPage(conversation.chat(), new Page<>(all.subList(from, to), older));
    }

    /** As it is now: with the text so far if it is in progress, failed if the process that asked has ended. */
    private Message current(Conversation conversation, ConversationMessage message) {
        if (message.state().ended()) {
            return ReplyViews.listed(message);
        }
        return running.of(conversation.code())
                .filter(reply -> reply.messageId() == message.id())
                .map(reply -> ReplyViews.listed(reply.message()))
                .orElseGet(
                        () -> ReplyViews.listed(ReplyViews.message(message, ReplyViews.reply(conversation, message))));
    }

    @Override
    public ChatRef.Full setTitle(ChatRef chat, String title) {
        throw onlyForChats("titles can be set");
    }

    @Override
    public ChatRef.Full setContextOptimization(ChatRef chat, boolean enabled) {
        throw onlyForChats("the context is optimized");
    }

    @Override
    public ChatRef.Full clearContext(ChatRef chat) {
        throw onlyForChats("the context can be cleared");
    }

    @Override
    public ChatRef.Full delete(ChatRef chat) {
        throw onlyForChats("chats can be deleted");
    }

    @Override
    public Optional<ChatRef.Full> deleted(ChatRef chat) {
        return Optional.empty();
    }

    @Override
    public ImportedChat importShared(String shareCode) {
        throw onlyForChats("shared chats can be copied");
    }

    static PoeException onlyForChats(String what) {
        return new PoeException(new PoeFailure.InvalidRequest("Only in the account " + what
                + "; a conversation with the API key, whose code begins " + Conversation.PREFIX
                + ", can be read and continued."));
    }
}
