package dev.poemcp.server.guard;

import dev.poemcp.server.settings.ConfirmPolicy;
import dev.poemcp.server.tools.CallContext;
import dev.poemcp.server.tools.ToolException;
import dev.poemcp.tool.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Asks the person behind the host before something is lost for good, as {@code POE_CONFIRM} says. */
public final class Consent {
    private static final String NOTHING_DONE = "Nothing was done";

    private final ConfirmPolicy policy;

    public Consent(ConfirmPolicy policy) {
        this.policy = policy;
    }

    /** Whether a tool that deletes single things has to ask. Lets a caller skip looking up what to ask about. */
    public boolean asksBeforeDeleting() {
        return policy == ConfirmPolicy.DESTRUCTIVE;
    }

    /**
     * Returns when the deletion may go ahead.
     *
     * @param question names what will be lost
     * @throws ToolException {@link ErrorCode#NOT_CONFIRMED} after a no, or where the host cannot ask
     */
    public void beforeDeleting(String question, CallContext context) {
        if (!asksBeforeDeleting()) {
            return;
        }
        switch (context.confirm(question)) {
            case YES -> {}
            case NO -> throw declined();
            case CANNOT_ASK ->
                throw new ToolException(
                        ErrorCode.NOT_CONFIRMED,
                        NOTHING_DONE
                                + ": POE_CONFIRM=destructive wants the user asked first, and this host cannot ask.",
                        "Tell the user what would be deleted; they can set POE_CONFIRM to purge or never, or do it on"
                                + " poe.com.");
        }
    }

    /**
     * Returns when everything may be deleted. Where the host cannot ask, {@code given} must be {@code phrase}.
     *
     * @param question names what will be lost
     * @param phrase what the caller must repeat; changes with what will be lost
     * @param given what the caller repeated
     * @throws ToolException {@link ErrorCode#NOT_CONFIRMED}
     */
    public void beforePurging(String question, String phrase, @Nullable String given, CallContext context) {
        if (policy == ConfirmPolicy.NEVER) {
            return;
        }
        switch (context.confirm(question)) {
            case YES -> {}
            case NO -> throw declined();
            case CANNOT_ASK -> {
                if (!phrase.equals(given)) {
                    throw new ToolException(
                            ErrorCode.NOT_CONFIRMED,
                            NOTHING_DONE + ": " + question,
                            "Ask the user; only if they agree, call again with confirm set to \"" + phrase + "\".");
                }
            }
        }
    }

    private static ToolException declined() {
        return new ToolException(
                ErrorCode.NOT_CONFIRMED,
                NOTHING_DONE + ": the user said no.",
                "Do not ask again unless the user brings it up.");
    }
}
