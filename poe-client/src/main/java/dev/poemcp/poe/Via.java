package dev.poemcp.poe;

/** How Poe is reached. */
public enum Via {
    /** The site's private interface, with the account's cookies. */
    ACCOUNT,
    /** The official API, with a key. */
    API
}
