package dev.poemcp.server.transport.http;

/**
 * Who sends a request, as far as limits are concerned.
 *
 * @param user tells no more than whether two callers use the same account
 * @param proven whether Poe has accepted the account's credentials; anyone can invent others
 */
record Caller(String user, boolean proven) {
    /** Who uses a server with one account of its own. */
    static final Caller ONLY = new Caller("", true);
}
