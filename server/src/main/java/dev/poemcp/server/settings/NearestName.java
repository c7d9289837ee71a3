package dev.poemcp.server.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody most likely meant. */
public final class NearestName {
    private static final int LONGEST_NAME = 100;

    private NearestName() {}

    /** The nearest of {@code names} by edit distance; empty when none is near. Ties go to the first by alphabet. */
    public static Optional<String> of(String slip, Collection<String> names) {
        if (slip.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String lower = slip.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= tolerance(lower, name))
                .min(Comparator.<String>comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    // A part of a name ("title" for "title_contains") is a likelier slip than its distance tells.
    private static int tolerance(String slip, String name) {
        boolean part = slip.length() >= 3 && (name.contains(slip) || slip.contains(name));
        return part ? LONGEST_NAME : Math.max(2, Math.max(slip.length(), name.length()) / 3);
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
