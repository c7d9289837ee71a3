package dev.poemcp.tool;

/** Which credentials a tool needs. */
public enum Access {
    /** The account's cookies. */
    ACCOUNT,
    /** The key for the official API. */
    API_KEY,
    /** Either the account's cookies or the API key. */
    ACCOUNT_OR_API_KEY,
    /** No credentials. */
    NONE,
    /** An archive of the account's chats on this machine, and no credentials. */
    ARCHIVE
}
