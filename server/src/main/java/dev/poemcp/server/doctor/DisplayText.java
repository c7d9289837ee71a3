package dev.poemcp.server.doctor;

/** Makes text of others safe for a terminal: one line of bounded length. */
final class DisplayText {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_SENTENCE = 1_000;

    private DisplayText() {}

    /** The same for a whole sentence. */
    static String sentence(String text) {
        return of(text.replaceAll("\\s+", " "), MAX_SENTENCE).strip();
    }

    /** Shortened, and without the control and formatting characters that can command a terminal. */
    static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    private static String of(String text, int max) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return printable.length() <= max ? printable : printable.substring(0, max - 1) + "…";
    }
}
