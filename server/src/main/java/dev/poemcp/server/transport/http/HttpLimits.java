package dev.poemcp.server.transport.http;

import dev.poemcp.server.jsonrpc.CallThreads;
import java.time.Duration;

/**
 * The limits of the server. On a multi-user server, all users whose credentials Poe has not accepted may together hold half
 * of each, so that invented credentials cannot block other users.
 *
 * @param bodyBytes of one request
 * @param bodiesBytes of all requests that are being read or processed
 * @param headerBytes of one request, all headers together
 * @param connections open at the same time; further ones wait to be accepted
 * @param calls in progress at the same time, of all clients
 * @param sessions in the revisions with sessions
 * @param subscriptionStreams subscription streams of the stateless revision
 * @param waitingEvents queued for a slow reader of a stream before it is disconnected
 * @param streamBytes likewise, in bytes; a single event may be larger
 * @param outputBytes unread by all clients; beyond it, the client that has not read for longest is disconnected
 * @param slowWrite how long a client may take to accept one message
 * @param slowBody how long a client may take to send a body
 * @param idleSession how long a session without streams or calls is kept
 * @param grace how long calls may continue when the server stops
 * @param user what one user of a multi-user server may hold
 */
public record HttpLimits(
        int bodyBytes,
        long bodiesBytes,
        int headerBytes,
        int connections,
        int calls,
        int sessions,
        int subscriptionStreams,
        int waitingEvents,
        long streamBytes,
        long outputBytes,
        Duration slowWrite,
        Duration slowBody,
        Duration idleSession,
        Duration grace,
        UserLimits user) {
    public static HttpLimits defaults() {
        return new HttpLimits(
                4 * 1024 * 1024,
                64L * 1024 * 1024,
                16 * 1024,
                16_384,
                CallThreads.maxCalls(),
                2_048,
                2_048,
                256,
                4L * 1024 * 1024,
                64L * 1024 * 1024,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Duration.ofMillis(1_500),
                UserLimits.defaults());
    }

    /** Whether the server is shared, so that each user has limits. */
    boolean isMultiUser() {
        return user.calls() < calls;
    }

    /** These limits, all available to one user. */
    HttpLimits forOneUser() {
        return withUser(new UserLimits(calls, sessions, subscriptionStreams, bodiesBytes, outputBytes));
    }

    /** These limits, with other limits for each user. */
    HttpLimits withUser(UserLimits other) {
        return new HttpLimits(
                bodyBytes,
                bodiesBytes,
                headerBytes,
                connections,
                calls,
                sessions,
                subscriptionStreams,
                waitingEvents,
                streamBytes,
                outputBytes,
                slowWrite,
                slowBody,
                idleSession,
                grace,
                other);
    }
}
