package dev.poemcp.server.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query as a user writes it: words, {@code "a phrase"}, {@code prefix*}, {@code -not}, and {@code bot:},
 * {@code before:}, {@code after:} with a value.
 *
 * @param wanted what a message or its chat's title has
 * @param unwanted what the message does not have
 * @param bots names of which each is part of the bot's
 * @param after null for any time
 * @param before null for any time
 */
record QueryWords(
        List<Part> wanted,
        List<Part> unwanted,
        List<String> bots,
        @Nullable Instant after,
        @Nullable Instant before) {
    /** Enough for a sentence; more would make a query slow. */
    private static final int MAX_PARTS = 32;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Pattern PART =
            Pattern.compile("(-?)(?:(bot|before|after):)?(?:\"([^\"]*)\"|([^\\s\"]+))", Pattern.CASE_INSENSITIVE);

    /** Words that stand together. */
    record Part(String text, boolean isPrefix) {}

    /** What cannot be read as a query is searched as plain words. */
    static QueryWords parse(String query) {
        try {
            return read(query);
        } catch (IllegalArgumentException | DateTimeException notAQuery) {
            return plain(query);
        }
    }

    private static QueryWords plain(String query) {
        List<Part> words = BLANKS.splitAsStream(query.replace('"', ' '))
                .filter(word -> !word.isEmpty())
                .limit(MAX_PARTS)
                .map(word -> new Part(word, false))
                .toList();
        return new QueryWords(words, List.of(), List.of(), null, null);
    }

    private static QueryWords read(String query) {
        List<Part> wanted = new ArrayList<>();
        List<Part> unwanted = new ArrayList<>();
        List<String> bots = new ArrayList<>();
        Instant after = null;
        Instant before = null;
        Matcher part = PART.matcher(query);
        int end = 0;
        int parts = 0;
        while (part.find() && ++parts <= MAX_PARTS) {
            if (!query.substring(end, part.start()).isBlank()) {
                throw new IllegalArgumentException("A quotation mark without its other");
            }
            end = part.end();
            boolean not = !part.group(1).isEmpty();
            String name = part.group(2) == null ? "" : part.group(2).toLowerCase(Locale.ROOT);
            boolean quoted = part.group(3) != null;
            String value = quoted ? part.group(3) : part.group(4);
            if (not && !name.isEmpty()) {
                throw new IllegalArgumentException("Filters have no negation");
            }
            switch (name) {
                case "bot" -> bots.add(value);
                case "after" -> after = time(value);
                case "before" -> before = time(value);
                default -> (not ? unwanted : wanted).add(part(value, quoted));
            }
        }
        if (parts <= MAX_PARTS && !query.substring(end).isBlank()) {
            throw new IllegalArgumentException("A quotation mark without its other");
        }
        return new QueryWords(wanted, unwanted, bots, after, before);
    }

    private static Part part(String text, boolean quoted) {
        boolean isPrefix = !quoted && text.length() > 2 && text.endsWith("*");
        return new Part(isPrefix ? text.substring(0, text.length() - 1) : text, isPrefix);
    }

    /** A day in UTC, as in 2026-11-01, or a moment in RFC 3339. */
    private static Instant time(String text) {
        return text.contains("T")
                ? Instant.parse(text.toUpperCase(Locale.ROOT))
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
