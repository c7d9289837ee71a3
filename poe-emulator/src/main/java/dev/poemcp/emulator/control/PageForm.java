package dev.poemcp.emulator.control;

/** What the site's pages consist of. A page that fails with a status or redirects is a fault of {@code home}. */
public enum PageForm {
    /** Scripts, data and the formkey's script (docs/poe-protocol.md §2.1). */
    COMPLETE,
    /** As {@link #COMPLETE}, without the inline script that yields the formkey. */
    NO_FORMKEY_SCRIPT,
    /** The title and an empty body: no script, so no data either. */
    NO_SCRIPTS,
    /** A page that is not Poe's, with status 200: the sign-in of a hotel's network. */
    CAPTIVE_PORTAL,
    /** Status 200 without a body. */
    EMPTY
}
