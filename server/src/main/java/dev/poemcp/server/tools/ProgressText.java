package dev.poemcp.server.tools;

import dev.poemcp.server.tools.api.CallContext;

/**
 * Reports to a caller how a text grows: each notification's message is the new piece, and its progress the length so
 * far in Unicode characters (code points), strictly growing. The joined pieces are the final text. If Poe replaced the
 * text, one message starts with {@link #REPLACED} and contains the whole new text.
 */
public final class ProgressText {
    /** First line of a message that replaces all earlier ones. */
    public static final String REPLACED = "[Poe replaced the text so far; the new text:]";

    private final CallContext context;
    private String reported = "";
    private long progress;

    public ProgressText(CallContext context) {
        this.context = context;
    }

    /** Reports the whole text so far. May block for pacing. */
    public void update(String text) {
        // A high surrogate is held back until its low surrogate is there.
        boolean half = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        String whole = half ? text.substring(0, text.length() - 1) : text;
        // An emptied text is reported together with its replacement.
        if (!whole.isEmpty()) {
            report(whole);
        }
    }

    /** Reports the final text. */
    public void finish(String text) {
        report(text);
    }

    private void report(String text) {
        if (!context.wantsProgress() || text.equals(reported)) {
            return;
        }
        String message = text.startsWith(reported) ? text.substring(reported.length()) : REPLACED + "\n" + text;
        progress = Math.max(progress + 1, text.codePointCount(0, text.length()));
        reported = text;
        context.progress((double) progress, message);
    }
}
