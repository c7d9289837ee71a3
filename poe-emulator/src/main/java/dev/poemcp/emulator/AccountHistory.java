package dev.poemcp.emulator;

import dev.poemcp.emulator.control.SeededContent;
import dev.poemcp.emulator.control.SeededHistory;
import dev.poemcp.emulator.control.StoredChat;
import dev.poemcp.emulator.control.StoredChat.StoredFile;
import dev.poemcp.emulator.control.StoredChat.StoredMessage;
import dev.poemcp.emulator.reply.ServedFiles;
import dev.poemcp.emulator.world.Attachment;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.Message;
import dev.poemcp.emulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** All chats of the account, beside the wire. */
public final class AccountHistory {
    /** So that the chats that every emulator has stay the newest. */
    private static final Instant OLDEST = Instant.parse("2024-01-01T00:00:00Z");

    private static final long SPAN_MICROS = Duration.ofDays(700).toNanos() / 1_000;
    private static final int MAX_PAUSE_MICROS = 90_000_000;

    private final World world;
    private final ServedFiles files;

    AccountHistory(World world, ServedFiles files) {
        this.world = world;
        this.files = files;
    }

    /** Adds these chats; no event tells of them. */
    public void add(SeededHistory history) {
        var content = new SeededContent(history);
        var lengths = history.lengths();
        var added = new ArrayList<Message>(history.messages());
        synchronized (world) {
            var bots = List.copyOf(world.bots());
            for (var i = 0; i < lengths.length; i++) {
                var time = ChronoUnit.MICROS.between(Instant.EPOCH, OLDEST) + SPAN_MICROS / lengths.length * i;
                var chat = world.newChat(bots.get(content.number(bots.size())), time);
                chat.title(content.title(i));
                for (var j = 0; j < lengths[i]; j++) {
                    added.add(message(chat, j, time, content));
                    time += 1 + content.number(MAX_PAUSE_MICROS);
                }
            }
            for (var i = 0; i < history.attachments(); i++) {
                added.get(content.number(added.size())).attachments().add(files.keep(content.file(i)));
            }
        }
    }

    private Message message(Chat chat, int number, long time, SeededContent content) {
        if (number > 0 && content.number(100) == 0) {
            return world.addPast(chat, Message.Author.BREAK, time, "");
        }
        if (number % 2 == 0) {
            return world.addPast(chat, Message.Author.HUMAN, time, content.text(number));
        }
        var reply = world.addPast(chat, Message.Author.BOT, time, content.text(number));
        var state = content.number(50);
        if (state == 0) {
            reply.cancel();
        } else if (state == 1) {
            reply.state("error_llm");
        }
        return reply;
    }

    /** What the account has now, newest activity first. */
    public List<StoredChat> chats() {
        synchronized (world) {
            return world.history().stream()
                    .map(chat -> new StoredChat(
                            chat.chatId(),
                            chat.code(),
                            chat.title(),
                            chat.bot().handle(),
                            chat.lastInteractionMicros(),
                            chat.messages().stream().map(this::message).toList()))
                    .toList();
        }
    }

    private StoredMessage message(Message message) {
        return new StoredMessage(
                message.messageId(),
                message.code(),
                author(message),
                message.text(),
                message.state(),
                message.creationMicros(),
                message.attachments().stream().map(this::file).toList());
    }

    private static String author(Message message) {
        var job = message.job();
        return switch (message.author()) {
            case HUMAN -> "human";
            case BREAK -> "chat_break";
            case BOT -> (job == null ? message.chat().bot() : job.bot()).handle();
        };
    }

    private StoredFile file(Attachment attachment) {
        var content = files.find(attachment.path())
                .map(ServedFiles.ServedFile::content)
                .orElse(null);
        return new StoredFile(attachment.name(), attachment.mimeType(), content);
    }
}
