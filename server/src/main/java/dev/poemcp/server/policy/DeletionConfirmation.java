package dev.poemcp.server.policy;

import dev.poemcp.server.settings.ConfirmPolicy;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Asks the user before something is deleted permanently, as {@code POE_CONFIRM} says. */
public final class DeletionConfirmation {
    private static final int MAX_TITLE_LENGTH = 60;

    private final ConfirmPolicy policy;

    public DeletionConfirmation(ConfirmPolicy policy) {
        this.policy = policy;
    }

    /** Whether a tool that deletes single items must ask. If not, callers skip the lookup of what would be deleted. */
    public boolean asksBeforeDeleting() {
        return policy == ConfirmPolicy.DESTRUCTIVE;
    }

    /** Same for deleting everything. */
    public boolean asksBeforePurging() {
        return policy != ConfirmPolicy.NEVER;
    }

    /**
     * Returns when the deletion may go ahead.
     *
     * @param loss what will be lost, to follow the word "delete"
     * @throws ToolException {@link ErrorCode#NOT_CONFIRMED} if the user declines, or if the host cannot ask
     */
    public void beforeDeleting(String loss, CallContext context) {
        if (!asksBeforeDeleting()) {
            return;
        }
        switch (context.confirm(question(loss))) {
            case YES -> {}
            case NO -> throw declined();
            case CANNOT_ASK ->
                throw new ToolException(
                        ErrorCode.NOT_CONFIRMED,
                        "Nothing was done: POE_CONFIRM is destructive, so the user must agree to delete " + loss
                                + ", and this host cannot ask.",
                        "Tell the user; they can set POE_CONFIRM to purge or never and restart the server, or delete it on"
                                + " poe.com.");
        }
    }

    /**
     * Returns when everything may be deleted. Where the host cannot ask, {@code given} must be {@code phrase}.
     *
     * @param loss what will be lost, to follow the word "delete"
     * @param phrase what the caller must repeat; depends on what will be lost
     * @param given what the caller repeated
     * @throws ToolException {@link ErrorCode#NOT_CONFIRMED}
     */
    public void beforePurging(String loss, String phrase, @Nullable String given, CallContext context) {
        if (!asksBeforePurging()) {
            return;
        }
        switch (context.confirm(question(loss))) {
            case YES -> {}
            case NO -> throw declined();
            case CANNOT_ASK -> {
                if (!phrase.equals(given)) {
                    throw new ToolException(
                            ErrorCode.NOT_CONFIRMED,
                            "Nothing was done: the user must agree to delete " + loss
                                    + ", and this host cannot ask them.",
                            "Ask the user yourself; only if they agree, call again with confirm set to \"" + phrase
                                    + "\".");
                }
            }
        }
    }

    /**
     * A title in quotes, short and on one line, so that its author cannot reword the question. The quotes differ from
     * those around the phrase to repeat.
     */
    public static String quoted(String title) {
        String line =
                title.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\"“”]+", " ").strip();
        boolean fits = line.codePointCount(0, line.length()) <= MAX_TITLE_LENGTH;
        return "“" + (fits ? line : line.substring(0, line.offsetByCodePoints(0, MAX_TITLE_LENGTH)) + "…") + "”";
    }

    private static String question(String loss) {
        return "Delete " + loss + " for good?";
    }

    private static ToolException declined() {
        return new ToolException(
                ErrorCode.NOT_CONFIRMED,
                "Nothing was done: the user did not agree.",
                "Leave it, unless the user asks for it again.");
    }
}
