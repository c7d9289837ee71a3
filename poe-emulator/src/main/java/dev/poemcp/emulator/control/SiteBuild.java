package dev.poemcp.emulator.control;

import java.util.Arrays;
import java.util.Locale;

/** A build of the site: its hashes, variables, headers, signature and upload form, each described by a data file. */
public enum SiteBuild {
    /** Needs {@code p-lat}; prices stand in {@code messagePointLimit}; the oldest hashes. */
    MARCH_2025,
    /** Prices have left the bots, suggestions have left {@code messageAdded}; several hashes side by side. */
    JULY_2025,
    /** Signature with two characters exchanged, uploads as GraphQL multipart, needs only {@code p-b}. */
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
     * The build of that label.
     *
     * @throws IllegalArgumentException naming the labels there are
     */
    public static SiteBuild of(String label) {
        return Arrays.stream(values())
                .filter(build -> build.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No site build \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(SiteBuild::label).toList()));
    }
}
