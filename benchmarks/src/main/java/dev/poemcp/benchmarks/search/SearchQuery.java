package dev.poemcp.benchmarks.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query in the languages of both programs.
 *
 * @param words a phrase for {@link Kind#PHRASE}; else in any order, all wanted
 * @param after from the start of this day in UTC; null for any time
 * @param before until the start of this day in UTC; null for any time
 */
record SearchQuery(
        Kind kind,
        List<String> words,
        @Nullable LocalDate after,
        @Nullable LocalDate before) {
    enum Kind {
        WORD("one word"),
        WORDS("two or three words"),
        PHRASE("phrase"),
        PREFIX("prefix"),
        DATES("words between dates"),
        CJK("Chinese and Japanese words");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    SearchQuery {
        words = List.copyOf(words);
    }

    static SearchQuery of(Kind kind, List<String> words) {
        return new SearchQuery(kind, words, null, null);
    }

    /** As {@code search_chats} takes it. */
    String text() {
        String text = String.join(" ", words);
        return switch (kind) {
            case PHRASE -> '"' + text + '"';
            case PREFIX -> text + "*";
            case DATES -> text + " after:" + after + " before:" + before;
            case WORD, WORDS, CJK -> text;
        };
    }

    /** As SQLite's FTS5 takes it, each word in quotation marks, since some words are operators. */
    String match() {
        return switch (kind) {
            case PHRASE -> '"' + String.join(" ", words) + '"';
            case PREFIX -> '"' + words.get(0) + "\"*";
            case WORD, WORDS, DATES, CJK ->
                words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" "));
        };
    }

    long fromMillis() {
        return after == null ? Long.MIN_VALUE : millis(after);
    }

    /** Exclusive. */
    long toMillis() {
        return before == null ? Long.MAX_VALUE : millis(before);
    }

    private static long millis(LocalDate day) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return start.toEpochMilli();
    }
}
