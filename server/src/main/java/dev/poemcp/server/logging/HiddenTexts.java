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
 * Credentials that no line of the log may contain, in every spelling. Found by their first characters, so that a line
 * costs the same with a thousand users as with one.
 */
final class HiddenTexts {
    static final String MASK = "***";

    /** Shorter ones are not hidden: they would be found in ordinary words. */
    private static final int SHORTEST = 4;

    /** Of a longer one only so much is remembered; what follows it is hidden up to a blank, quote, comma or semicolon. */
    private static final int LONGEST = 512;

    /** Far more than the users of one server have: 1,000, with three credentials in three spellings each. */
    private static final int MOST = 20_000;

    /** So many forgotten ones are still hidden, because lines that are on their way may contain them. */
    private static final int REMEMBERED = 256;

    private final Map<String, List<String>> byBeginning = new ConcurrentHashMap<>();
    private final Map<String, Integer> holders = new HashMap<>();
    private final Deque<String> forgotten = new ArrayDeque<>();

    /**
     * From now on these are hidden.
     *
     * @return lets go of them, once however often it is run; what another caller hides, too, stays hidden
     * @throws IllegalStateException when so many are hidden that there is no room for more
     */
    Runnable hide(Collection<Secret> secrets) {
        List<String> texts = secrets.stream()
                .map(Secret::reveal)
                .flatMap(HiddenTexts::spellings)
                .filter(text -> text.length() >= SHORTEST)
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST)))
                .distinct()
                .toList();
        synchronized (holders) {
            if (holders.size() + texts.size() > MOST) {
                throw new IllegalStateException("There is no room for more credentials to be kept out of the log.");
            }
            texts.forEach(this::add);
        }
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                forget(texts);
            }
        };
    }

    String redacted(String text) {
        if (byBeginning.isEmpty()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        int at = 0;
        while (at + SHORTEST <= text.length()) {
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

    /** Where the hidden text ends that begins there; the same place when none does. */
    private int endOfHidden(String text, int at) {
        for (String hidden : byBeginning.getOrDefault(text.substring(at, at + SHORTEST), List.of())) {
            if (text.startsWith(hidden, at)) {
                int end = at + hidden.length();
                while (hidden.length() == LONGEST
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
        if (holders.merge(text, 1, Integer::sum) == 1) {
            byBeginning.merge(text.substring(0, SHORTEST), List.of(text), (some, one) -> {
                List<String> all = new ArrayList<>(some);
                all.addAll(one);
                // Longest first, so that no part of a longer one is left behind.
                all.sort(Comparator.comparingInt(String::length).reversed());
                return List.copyOf(all);
            });
        }
    }

    private void forget(List<String> texts) {
        synchronized (holders) {
            for (String text : texts) {
                forgotten.add(text);
                if (forgotten.size() > REMEMBERED) {
                    remove(forgotten.remove());
                }
            }
        }
    }

    private void remove(String text) {
        if (holders.merge(text, -1, Integer::sum) > 0) {
            return;
        }
        holders.remove(text);
        byBeginning.computeIfPresent(text.substring(0, SHORTEST), (beginning, all) -> {
            List<String> left =
                    all.stream().filter(other -> !other.equals(text)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    private static Stream<String> spellings(String secret) {
        return Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8), decoded(secret));
    }

    private static String decoded(String secret) {
        try {
            return URLDecoder.decode(secret, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded, then; there is no third spelling.
            return secret;
        }
    }
}
