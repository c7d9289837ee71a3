package dev.poemcp.server.transport.http;

/**
 * What one user may hold at a time where a server has several.
 *
 * @param calls worked on
 * @param sessions of the revisions that have them
 * @param listeners streams of the revision without sessions that wait for changes
 * @param bodiesBytes of requests that are being read or worked on
 * @param outputBytes that wait for the user's clients to read them
 */
public record UserLimits(int calls, int sessions, int listeners, long bodiesBytes, long outputBytes) {
    /** An eighth of what a server allows in all. */
    static UserLimits defaults() {
        return new UserLimits(256, 256, 256, 16L * 1024 * 1024, 16L * 1024 * 1024);
    }
}
