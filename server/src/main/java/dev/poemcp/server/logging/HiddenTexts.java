package dev.poemcp.server.logging;

import dev.poemcp.poe.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Credentials that must not appear in the log, in each spelling. Looked up by their first characters, so that the cost
 * of a line does not depend on the number of users.
 */
final class HiddenTexts {
    static final String MASK = "***";

    /** Shorter ones are not hidden: they occur in ordinary words. */
    private static final int MIN_LENGTH = 4;

    /** Only this much of a longer one is stored; what follows it is hidden up to a blank, quote, comma or semicolon. */
    private static final int MAX_LENGTH = 512;

    /** Far more than one server needs: 1,000 users with three credentials in three spellings each. */
    private static final int MAX_TEXTS = 20_000;

    /** The latest released texts stay hidden, because lines still in the queue may contain them. */
    private static final int MAX_RELEASED = 256;

    private final Map<String, List<String>> byPrefix = new ConcurrentHashMap<>();
    private final Map<String, Integer> useCounts = new HashMap<>();
    private final Deque<String> released = new ArrayDeque<>();

    /**
     * Hides these from now on.
     *
     * @return releases them, once however often it is run; a text that another caller hides stays hidden
     * @throws IllegalStateException when too many texts are hidden already
     */
    Runnable hide(Collection<Secret> secrets) {
        List<String> texts = secrets.stream()
                .map(Secret::reveal)
                .flatMap(HiddenTexts::spellings)
                .filter(text -> text.length() >= MIN_LENGTH)
                .map(text -> text.substring(0, Math.min(text.length(), MAX_LENGTH)))
                .distinct()
                .toList();
        synchronized (useCounts) {
            if (useCounts.size() + texts.size() > MAX_TEXTS) {
                throw new IllegalStateException("Too many credentials are hidden from the log already.");
            }
            texts.forEach(this::add);
        }
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                release(texts);
            }
        };
    }

    String redacted(String text) {
        if (byPrefix.isEmpty()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        int at = 0;
        while (at + MIN_LENGTH <= text.length()) {
            int end = endOfHidden(text, at);
            if (end > at) {
                clean.append(text, copied, at).append(MASK);
                copied = end;
                at = end;
            } else {
                at++;
            }
        }
        return clean.append(text, copied, text.length()).toString();
    }

    /** End of the hidden text that starts at {@code at}; {@code at} itself if none does. */
    private int endOfHidden(String text, int at) {
        for (String hidden : byPrefix.getOrDefault(text.substring(at, at + MIN_LENGTH), List.of())) {
            if (text.startsWith(hidden, at)) {
                int end = at + hidden.length();
                while (hidden.length() == MAX_LENGTH
                        && end < text.length()
                        && " \t\r\n;,\"'".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                return end;
            }
        }
        return at;
    }

    private void add(String text) {
        if (useCounts.merge(text, 1, Integer::sum) == 1) {
            byPrefix.merge(text.substring(0, MIN_LENGTH), List.of(text), (some, one) -> {
                List<String> all = new ArrayList<>(some);
                all.addAll(one);
                // Longest first, so that no part of a longer one remains.
                all.sort(Comparator.comparingInt(String::length).reversed());
                return List.copyOf(all);
            });
        }
    }

    private void release(List<String> texts) {
        synchronized (useCounts) {
            for (String text : texts) {
                released.add(text);
                if (released.size() > MAX_RELEASED) {
                    remove(released.remove());
                }
            }
        }
    }

    private void remove(String text) {
        if (useCounts.merge(text, -1, Integer::sum) > 0) {
            return;
        }
        useCounts.remove(text);
        byPrefix.computeIfPresent(text.substring(0, MIN_LENGTH), (prefix, all) -> {
            List<String> remaining =
                    all.stream().filter(other -> !other.equals(text)).toList();
            return remaining.isEmpty() ? null : remaining;
        });
    }

    private static Stream<String> spellings(String secret) {
        return Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8), decoded(secret));
    }

    private static String decoded(String secret) {
        try {
            return URLDecoder.decode(secret, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded: there is no third spelling.
            return secret;
        }
    }
}
