package dev.poemcp.emulator.control;

/** What the session's cookies stand for. */
public enum SessionState {
    /** The account. */
    SIGNED_IN,
    /**
     * Nothing any more; pages and posts are those of {@link SiteBehavior#signedOutPage},
     * {@link SiteBehavior#signedOutStatus} and {@link EmulatorOptions.DeadSession}.
     */
    EXPIRED,
    /**
     * A visitor without an account: pages have a null viewer, the settings query has one too, and every other operation
     * is "Server Error".
     */
    NO_ACCOUNT
}
