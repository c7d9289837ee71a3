package dev.poemcp.server.tools;

import dev.poemcp.server.tools.api.CallContext;

/**
 * Tells a caller how a text grows: each notification's message is the new piece, and its progress the length so far in
 * Unicode characters (code points), strictly growing. The pieces put together are the final text. Where Poe replaced
 * what it had said, one message begins with {@link #REPLACED} and carries the whole new text.
 */
public final class ProgressText {
    /** First line of a message that takes the place of all before it. */
    public static final String REPLACED = "[Poe replaced the text so far; it begins anew:]";

    private final CallContext context;
    private String told = "";
    private long progress;

    public ProgressText(CallContext context) {
        this.context = context;
    }

    /** The whole text as it is now; more may come. May block for pacing. */
    public void update(String text) {
        // Half a character is held back until its other half is there.
        boolean half = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        String whole = half ? text.substring(0, text.length() - 1) : text;
        // A text taken back is told with what comes in its place.
        if (!whole.isEmpty()) {
            tell(whole);
        }
    }

    /** The whole text, final. */
    public void finish(String text) {
        tell(text);
    }

    private void tell(String text) {
        if (!context.wantsProgress() || text.equals(told)) {
            return;
        }
        String message = text.startsWith(told) ? text.substring(told.length()) : REPLACED + "\n" + text;
        progress = Math.max(progress + 1, text.codePointCount(0, text.length()));
        told = text;
        context.progress((double) progress, message);
    }
}
