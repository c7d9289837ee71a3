package dev.poemcp.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Creates a world from {@code world.json} and a seed; the same seed gives the same ids, codes and texts. */
public final class WorldSeed {
    private static final Instant NEWEST_PAST = Instant.parse("2026-08-18T09:30:00Z");
    private static final int LONG_CHAT = 1;
    private static final int LONG_CHAT_MESSAGES = 230;

    private final IdGenerator ids;
    private final JsonNode data;

    private WorldSeed(IdGenerator ids) {
        this.ids = ids;
        try (var in = Objects.requireNonNull(WorldSeed.class.getResourceAsStream("/dev/poemcp/emulator/world.json"))) {
            this.data = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static World create(IdGenerator ids, Clock clock) {
        var seed = new WorldSeed(ids);
        var world = new World(ids, clock, seed.bots(), seed.users());
        seed.chats(world);
        seed.shares(world);
        return world;
    }

    /** The internal name of a bot whose data has none. */
    static String nickname(String handle) {
        return handle.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private List<Bot> bots() {
        var bots = new ArrayList<Bot>();
        for (var node : data.path("bots")) {
            var handle = node.path("handle").asText();
            var displayName = node.path("displayName").asText();
            var categories = texts(node.path("categories"));
            var facts = new Bot.Facts(
                    ids.otherId(),
                    handle,
                    displayName,
                    node.path("nickname").asText(nickname(handle)),
                    node.path("model").asText(),
                    node.path("description").asText(),
                    node.path("poweredBy").asText(),
                    node.path("introduction").asText(),
                    categories,
                    node.path("official").asBoolean());
            var drawsPictures = categories.contains("Image generation");
            bots.add(new Bot(
                    facts,
                    SandboxBots.scriptOf(
                            handle, displayName, node.path("points").asLong(), drawsPictures, ids)));
        }
        return bots;
    }

    private List<User> users() {
        var users = new ArrayList<User>();
        for (var node : data.path("people")) {
            users.add(new User(
                    ids.otherId() + 700_000_000L,
                    node.path("handle").asText(),
                    node.path("fullName").asText(),
                    node.path("followers").asLong()));
        }
        return users;
    }

    private void chats(World world) {
        var bots = List.copyOf(world.bots());
        var topics = texts(data.path("topics"));
        // Oldest first, so that ids increase with time.
        for (var i = topics.size() - 1; i >= 0; i--) {
            var newest = NEWEST_PAST.minus(Duration.ofHours(7L * i * i));
            var count = i == LONG_CHAT ? LONG_CHAT_MESSAGES : 2 * (1 + ids.number(4));
            var oldest = micros(newest.minus(Duration.ofMinutes(2L * count)));
            var chat = world.newChat(bots.get(ids.number(18)), oldest);
            // Some have no title.
            chat.title(i % 8 == 5 ? null : topics.get(i));
            fill(world, chat, topics.get(i), count, oldest);
        }
    }

    private void fill(World world, Chat chat, String topic, int count, long oldestMicros) {
        var questions = texts(data.path("questions"));
        var answers = texts(data.path("answers"));
        for (var i = 0; i < count; i++) {
            var isHuman = i % 2 == 0;
            var lines = isHuman ? questions : answers;
            var line = lines.get(i / 2 % lines.size()).replace("{t}", topic);
            var time = oldestMicros + i * Duration.ofMinutes(2).toNanos() / 1_000;
            world.addPast(chat, isHuman ? Message.Author.HUMAN : Message.Author.BOT, time, line);
            if (count == LONG_CHAT_MESSAGES && i == 99) {
                world.addPast(chat, Message.Author.BREAK, time + 1, "");
            }
        }
    }

    private void shares(World world) {
        var assistant = world.bot("Assistant").orElseThrow();
        var haiku = world.bot("HaikuMaster").orElseThrow();
        var messages = List.of(
                new Share.SharedMessage(Message.Author.HUMAN, "Name three rivers.", List.of()),
                new Share.SharedMessage(Message.Author.BOT, "The Elbe, the Loire and the Tagus.", List.of()));
        var created = micros(NEWEST_PAST.minus(Duration.ofDays(30)));
        world.addShare(new Share("shareone000000000000", assistant, messages, created, List.of("capybara")));
        world.addShare(new Share("sharenone00000000000", assistant, messages, created, List.of()));
        world.addShare(new Share(
                "sharemany00000000000", haiku, messages, created, List.of("Café \"Español\"", "haikumaster")));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
