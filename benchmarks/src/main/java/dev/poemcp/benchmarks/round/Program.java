package dev.poemcp.benchmarks.round;

/**
 * A program that takes part in the rounds.
 *
 * @param name column of its results
 * @param subject what is measured
 */
public record Program<T>(String name, T subject) {
    private static final String PEER = "peer";

    /** The program that the others are compared with. */
    public static <T> Program<T> peer(T subject) {
        return new Program<>(PEER, subject);
    }

    boolean isPeer() {
        return name.equals(PEER);
    }
}
