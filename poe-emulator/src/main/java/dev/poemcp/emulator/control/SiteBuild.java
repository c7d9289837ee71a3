package dev.poemcp.emulator.control;

import java.util.Arrays;
import java.util.Locale;

/** A build of the site, with its own hashes, variables, headers, signature and upload form in a data file. */
public enum SiteBuild {
    /** Needs {@code p-lat}; prices are in {@code messagePointLimit}; the oldest hashes. */
    MARCH_2025,
    /** No prices in bots and no suggestions in {@code messageAdded}; accepts older and newer hashes. */
    JULY_2025,
    /** Signature with two characters swapped, uploads as GraphQL multipart, needs only {@code p-b}. */
    AUGUST_2026,
    /**
     * Sends as in August; chats, messages, rate card, leaderboard and points history by the queries that public clients
     * were tested with in September 2026 (docs/poe-protocol.md §4.2, §4.3), beside the older hashes.
     */
    SEPTEMBER_2026;

    /** The name on a command line and of the data file, e.g. {@code august-2026}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The build with this label.
     *
     * @throws IllegalArgumentException naming the known labels
     */
    public static SiteBuild of(String label) {
        return Arrays.stream(values())
                .filter(build -> build.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No site build \"" + label + "\"; known are "
                        + Arrays.stream(values()).map(SiteBuild::label).toList()));
    }
}
