package dev.poemcp.emulator.world;

import dev.poemcp.emulator.script.BotScript;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bots, users, chats, messages and shares of the emulated Poe. Hold its monitor for every read and change. */
public final class World {
    private final IdGenerator ids;
    private final Clock clock;
    private final Map<String, Bot> bots = new LinkedHashMap<>();
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<Long, Chat> chats = new LinkedHashMap<>();
    private final Map<Long, Message> messages = new LinkedHashMap<>();
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private final Viewer viewer;
    private long lastMicros;

    World(IdGenerator ids, Clock clock, List<Bot> bots, List<User> users) {
        this.ids = ids;
        this.clock = clock;
        bots.forEach(bot -> this.bots.put(bot.handle(), bot));
        users.forEach(user -> this.users.put(user.handle(), user));
        this.viewer = new Viewer(1_000_000_000L + ids.number(900_000_000), bots.get(0));
    }

    public Viewer viewer() {
        return viewer;
    }

    public IdGenerator ids() {
        return ids;
    }

    public Collection<Bot> bots() {
        return bots.values();
    }

    public Collection<User> users() {
        return users.values();
    }

    public Optional<Bot> bot(String handle) {
        return Optional.ofNullable(bots.get(handle));
    }

    public Optional<Bot> botById(long botId) {
        return bots.values().stream().filter(bot -> bot.botId() == botId).findFirst();
    }

    /** Sets the script of a bot; an unknown handle creates a community bot. */
    public void script(String handle, BotScript script) {
        var existing = bots.get(handle);
        if (existing != null) {
            existing.script(script);
            return;
        }
        var facts = new Bot.Facts(
                ids.otherId(),
                handle,
                handle,
                WorldSeed.nickname(handle),
                "sandbox",
                "A bot written for the occasion.",
                "Powered by a script",
                "Hello, I am " + handle + ".",
                List.of("Apps"),
                false);
        bots.put(handle, new Bot(facts, script));
    }

    public Optional<User> user(String handle) {
        return Optional.ofNullable(users.get(handle));
    }

    public Optional<User> userById(long uid) {
        return users.values().stream().filter(user -> user.uid() == uid).findFirst();
    }

    public Optional<Chat> chat(long chatId) {
        return Optional.ofNullable(chats.get(chatId));
    }

    public Optional<Chat> chat(String code) {
        return chats.values().stream().filter(chat -> chat.code().equals(code)).findFirst();
    }

    /** Newest activity first. */
    public List<Chat> history() {
        return chats.values().stream()
                .sorted(Comparator.comparingLong(Chat::lastInteractionMicros)
                        .thenComparingLong(Chat::chatId)
                        .reversed())
                .toList();
    }

    public Chat newChat(Bot bot) {
        return newChat(bot, nowMicros());
    }

    /** A chat that was created then, in microseconds since 1970. */
    public Chat newChat(Bot bot, long creationMicros) {
        var chat = new Chat(ids.chatId(), ids.code(19), bot, creationMicros);
        chats.put(chat.chatId(), chat);
        return chat;
    }

    public Job newJob(Chat chat, Bot bot) {
        var job = new Job(ids.jobId(), chat, bot, nowMicros());
        chat.job(job);
        return job;
    }

    public Optional<Message> message(long messageId) {
        return Optional.ofNullable(messages.get(messageId));
    }

    public Optional<Message> message(String code) {
        return messages.values().stream()
                .filter(message -> message.code().equals(code))
                .findFirst();
    }

    public Message addHuman(Chat chat, String text, String clientNonce) {
        return add(chat, Message.Author.HUMAN, nowMicros(), null, clientNonce, text);
    }

    /** Adds an empty, incomplete bot message. */
    public Message addReply(Job job) {
        var message = add(job.chat(), Message.Author.BOT, nowMicros(), job, null, "");
        message.state("incomplete");
        return message;
    }

    public Message addBreak(Chat chat, String clientNonce) {
        return add(chat, Message.Author.BREAK, nowMicros(), null, clientNonce, "");
    }

    /** Adds a complete message that was created then, in microseconds since 1970. */
    public Message addPast(Chat chat, Message.Author author, long creationMicros, String text) {
        return add(chat, author, creationMicros, null, null, text);
    }

    /**
     * A new chat that continues a share, without its attachments (docs/poe-protocol.md §6.13); it has the share's age,
     * so it is not the newest of the history.
     */
    public Chat continueFrom(Share share, Bot bot) {
        var chat = newChat(bot, share.creationMicros());
        share.messages().forEach(message -> addPast(chat, message.author(), share.creationMicros(), message.text()));
        return chat;
    }

    public void remove(Message message) {
        messages.remove(message.messageId());
        message.chat().messages().remove(message);
    }

    public void remove(Chat chat) {
        chats.remove(chat.chatId());
        chat.messages().forEach(message -> messages.remove(message.messageId()));
    }

    public void removeAllChats() {
        chats.clear();
        messages.clear();
    }

    public Share share(Chat chat, List<Message> published) {
        var shared = published.stream()
                .map(message ->
                        new Share.SharedMessage(message.author(), message.text(), List.copyOf(message.attachments())))
                .toList();
        var nickname = chat.bot().facts().nickname();
        return addShare(new Share(ids.code(20), chat.bot(), shared, nowMicros(), List.of(nickname)));
    }

    Share addShare(Share share) {
        shares.put(share.code(), share);
        return share;
    }

    public Optional<Share> share(String code) {
        return Optional.ofNullable(shares.get(code));
    }

    public Collection<Share> shares() {
        return List.copyOf(shares.values());
    }

    /** The time in microseconds since 1970; strictly increasing. */
    public long nowMicros() {
        lastMicros = Math.max(lastMicros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        return lastMicros;
    }

    private Message add(
            Chat chat,
            Message.Author author,
            long creationMicros,
            @Nullable Job job,
            @Nullable String clientNonce,
            String text) {
        var message = new Message(ids.messageId(), ids.code(20), creationMicros, author, chat, job, clientNonce, text);
        messages.put(message.messageId(), message);
        chat.messages().add(message);
        chat.touch(creationMicros);
        return message;
    }

    /** Chats with an active job. */
    public List<Chat> busyChats() {
        var busy = new ArrayList<Chat>();
        chats.values().stream().filter(chat -> chat.activeJob().isPresent()).forEach(busy::add);
        return busy;
    }
}
