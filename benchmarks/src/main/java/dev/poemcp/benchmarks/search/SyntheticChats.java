package dev.poemcp.benchmarks.search;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Chats whose content depends on their number alone, so that they can be made one by one and again. */
final class SyntheticChats {
    static final int MESSAGES_PER_CHAT = 50;

    static final Instant FIRST_TIME = Instant.parse("2023-01-01T00:00:00Z");

    static final Duration PERIOD = Duration.ofDays(3 * 365);

    /** An eighth of the chats each; English is twice as frequent as the next. */
    private static final List<Vocabulary> LANGUAGES = List.of(
            Vocabulary.ENGLISH,
            Vocabulary.ENGLISH,
            Vocabulary.ENGLISH,
            Vocabulary.GERMAN,
            Vocabulary.FRENCH,
            Vocabulary.RUSSIAN,
            Vocabulary.CHINESE,
            Vocabulary.JAPANESE);

    private static final List<String> BOTS = List.of("Claude-Sonnet-4.5", "GPT-5", "Gemini-2.5-Pro", "Assistant");

    private static final int MIN_WORDS = 10;
    private static final int MAX_WORDS = 120;
    private static final int MAX_LONG_WORDS = 3_000;

    /** Of this number of messages one is long. */
    private static final int MESSAGES_PER_LONG = 200;

    private final int chats;

    SyntheticChats(int messages) {
        chats = Math.max(1, messages / MESSAGES_PER_CHAT);
    }

    record SyntheticChat(Vocabulary language, Chat chat, List<Message> messages) {
        SyntheticChat {
            messages = List.copyOf(messages);
        }
    }

    int count() {
        return chats;
    }

    SyntheticChat get(int number) {
        // Spread, since neighbouring seeds have similar first numbers.
        var random = new Random(number * 0x9E3779B97F4A7C15L);
        random.nextInt();
        Vocabulary language = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
        Instant start = FIRST_TIME.plusMillis((long) (random.nextDouble() * PERIOD.toMillis()));
        String code = String.format(Locale.ROOT, "chat%07d", number);
        String bot = BOTS.get(random.nextInt(BOTS.size()));
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES_PER_CHAT; i++) {
            messages.add(new Message(
                    (long) number * MESSAGES_PER_CHAT + i,
                    null,
                    i % 2 == 0 ? "user" : bot,
                    text(language, words(random), random),
                    "complete",
                    start.plusSeconds(60L * i),
                    List.of()));
        }
        var chat = new Chat(
                (long) number,
                code,
                text(language, 2 + random.nextInt(5), random),
                URI.create("https://poe.com/chat/" + code),
                bot,
                start);
        return new SyntheticChat(language, chat, messages);
    }

    private static int words(Random random) {
        return random.nextInt(MESSAGES_PER_LONG) == 0
                ? MAX_WORDS + random.nextInt(MAX_LONG_WORDS - MAX_WORDS)
                : MIN_WORDS + random.nextInt(MAX_WORDS - MIN_WORDS + 1);
    }

    private static String text(Vocabulary language, int words, Random random) {
        var text = new StringBuilder();
        int rest = 0;
        for (int i = 0; i < words; i++) {
            String word = language.word(random);
            if (rest == 0) {
                rest = 6 + random.nextInt(13);
                text.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word, 1, word.length());
            } else {
                text.append(word);
            }
            rest--;
            text.append(i + 1 == words ? "" : rest == 0 ? language.stop() : language.blank());
        }
        return text.toString();
    }
}
