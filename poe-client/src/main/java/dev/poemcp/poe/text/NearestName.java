package dev.poemcp.poe.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name closest to a mistyped one. */
public final class NearestName {
    private static final int MAX_LENGTH = 100;

    private NearestName() {}

    /** The closest of {@code names} by edit distance; empty if none is close. Ties go to the first by alphabet. */
    public static Optional<String> of(String typo, Collection<String> names) {
        if (typo.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = typo.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= tolerance(lower, name))
                .min(Comparator.<String>comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    // A part of a name ("title" for "title_contains") is a likelier typo than its distance suggests.
    private static int tolerance(String typo, String name) {
        boolean part = typo.length() >= 3 && (name.contains(typo) || typo.contains(name));
        return part ? MAX_LENGTH : Math.max(2, Math.max(typo.length(), name.length()) / 3);
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
