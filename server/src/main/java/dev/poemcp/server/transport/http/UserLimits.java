package dev.poemcp.server.transport.http;

/**
 * What one user of a multi-user server may hold at the same time.
 *
 * @param calls in progress
 * @param sessions in the revisions with sessions
 * @param subscriptionStreams subscription streams of the stateless revision
 * @param bodiesBytes of requests that are being read or processed
 * @param outputBytes not yet read by the user's clients
 */
public record UserLimits(int calls, int sessions, int subscriptionStreams, long bodiesBytes, long outputBytes) {
    /** At most one eighth of the server's limits. */
    static UserLimits defaults() {
        return new UserLimits(256, 256, 256, 16L * 1024 * 1024, 16L * 1024 * 1024);
    }
}
