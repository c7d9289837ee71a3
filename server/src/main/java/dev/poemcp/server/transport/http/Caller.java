package dev.poemcp.server.transport.http;

/**
 * The sender of a request, as limits see it.
 *
 * @param user a key that is equal for callers with the same account
 * @param accepted whether Poe has accepted the account's credentials
 */
record Caller(String user, boolean accepted) {
    /** Every caller of a server that has its own account. */
    static final Caller ONLY = new Caller("", true);
}
