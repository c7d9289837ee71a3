package dev.poemcp.tool;

/** Which credentials a tool needs to be of use. */
public enum Access {
    /** The account's cookies. */
    ACCOUNT,
    /** The key of the official API. */
    API_KEY,
    /** Either of them. */
    ACCOUNT_OR_API_KEY,
    /** None. */
    NONE
}
