package dev.poemcp.server.doctor;

/** Makes text from a host's file safe for a terminal. */
final class DisplayText {
    private static final int MAX_LENGTH = 200;

    private DisplayText() {}

    /** Shortened, and without the control and formatting characters that can command a terminal. */
    static String of(String text) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH - 1) + "…";
    }
}
