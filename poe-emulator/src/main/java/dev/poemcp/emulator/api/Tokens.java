package dev.poemcp.emulator.api;

/** Approximate token counts: four characters each, rounded up. */
final class Tokens {
    static final int CHARS = 4;

    private Tokens() {}

    static long of(CharSequence text) {
        return ((long) text.length() + CHARS - 1) / CHARS;
    }

    /** The characters of this many tokens. */
    static int chars(int tokens) {
        return (int) Math.min(Integer.MAX_VALUE, (long) tokens * CHARS);
    }
}
