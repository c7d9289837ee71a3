package dev.poemcp.benchmarks.search;

import dev.poemcp.benchmarks.search.SearchQuery.Kind;
import dev.poemcp.benchmarks.search.SyntheticChats.SyntheticChat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The queries of the benchmark: words of all frequencies, and words that stand in the same message. */
final class SearchQueries {
    private static final List<Vocabulary> SPACED =
            List.of(Vocabulary.ENGLISH, Vocabulary.GERMAN, Vocabulary.FRENCH, Vocabulary.RUSSIAN);

    /** Ranks of very frequent to rare words; the last are still in some hundred of a million messages. */
    private static final int[] BANDS = {0, 12, 200, 2_000, 20_000};

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}]+");

    private final SyntheticChats chats;
    private final Random random = new Random(500);
    private final List<SearchQuery> queries = new ArrayList<>();

    private SearchQueries(SyntheticChats chats) {
        this.chats = chats;
    }

    /** 500 queries, shuffled. */
    static List<SearchQuery> of(SyntheticChats chats) {
        return new SearchQueries(chats).all();
    }

    private List<SearchQuery> all() {
        for (int i = 0; i < 100; i++) {
            queries.add(SearchQuery.of(Kind.WORD, List.of(word(language(i), i % 4))));
        }
        for (int i = 0; i < 75; i++) {
            Vocabulary language = language(i);
            // Two that are both frequent have most hits in common.
            queries.add(SearchQuery.of(Kind.WORDS, List.of(word(language, i % 3), word(language, 1))));
            queries.add(SearchQuery.of(Kind.WORDS, ofOneMessage(2 + i % 2, false)));
        }
        for (int i = 0; i < 75; i++) {
            queries.add(SearchQuery.of(Kind.PHRASE, ofOneMessage(2 + i % 3, true)));
            queries.add(SearchQuery.of(Kind.PREFIX, List.of(prefix(language(i), 2 + i % 4))));
        }
        for (int i = 0; i < 50; i++) {
            LocalDate after = LocalDate.ofInstant(SyntheticChats.FIRST_TIME, ZoneOffset.UTC)
                    .plusDays(random.nextInt((int) SyntheticChats.PERIOD.toDays()));
            Vocabulary language = language(i);
            List<String> words = Stream.of(word(language, i % 3), word(language, 1))
                    .limit(1 + i % 2)
                    .toList();
            queries.add(new SearchQuery(Kind.DATES, words, after, after.plusDays(1 + random.nextInt(200))));
        }
        for (int i = 0; i < 50; i++) {
            Vocabulary language = i % 2 == 0 ? Vocabulary.CHINESE : Vocabulary.JAPANESE;
            List<String> words = Stream.of(word(language, i % 4), word(language, 1))
                    .limit(1 + i % 3 / 2)
                    .toList();
            queries.add(SearchQuery.of(Kind.CJK, words));
        }
        Collections.shuffle(queries, random);
        return queries;
    }

    /** English for half of them. */
    private static Vocabulary language(int i) {
        return i / 4 % 2 == 0 ? Vocabulary.ENGLISH : SPACED.get(i / 8 % SPACED.size());
    }

    private String word(Vocabulary language, int band) {
        return language.words().get(BANDS[band] + random.nextInt(BANDS[band + 1] - BANDS[band]));
    }

    private String prefix(Vocabulary language, int length) {
        String word = "";
        while (word.length() <= length) {
            word = word(language, 1 + random.nextInt(3));
        }
        return word.substring(0, length);
    }

    /** Words that a message has. */
    private List<String> ofOneMessage(int count, boolean neighbours) {
        while (true) {
            SyntheticChat chat = chats.get(random.nextInt(chats.count()));
            if (SPACED.contains(chat.language())) {
                String text = chat.messages()
                        .get(random.nextInt(chat.messages().size()))
                        .text();
                List<String> words = List.of(NO_WORD.split(text, -1));
                int start = random.nextInt(words.size() - count);
                return neighbours
                        ? words.subList(start, start + count)
                        : random.ints(count, 0, words.size())
                                .mapToObj(words::get)
                                .toList();
            }
        }
    }
}
