package dev.poemcp.server.transport.http;

import java.time.Duration;

/**
 * What the server puts up with.
 *
 * @param bodyBytes of one request
 * @param bodiesBytes of all requests that are being read or worked on
 * @param headerBytes of one request, all headers together
 * @param connections open at a time; further ones wait to be accepted
 * @param calls worked on at a time, of all clients
 * @param sessions of the revisions that have them, and streams of the one that has none
 * @param waitingEvents that a slow reader of a stream may leave in the queue before it is dropped
 * @param slowWrite how long a client may take to accept one message
 * @param slowBody how long a client may take to send a body
 * @param idleSession how long a session without streams or calls is kept
 * @param grace how long calls may go on when the server stops
 */
public record HttpLimits(
        int bodyBytes,
        long bodiesBytes,
        int headerBytes,
        int connections,
        int calls,
        int sessions,
        int waitingEvents,
        Duration slowWrite,
        Duration slowBody,
        Duration idleSession,
        Duration grace) {
    public static HttpLimits defaults() {
        return new HttpLimits(
                4 * 1024 * 1024,
                64L * 1024 * 1024,
                16 * 1024,
                16_384,
                2_048,
                2_048,
                256,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Duration.ofMillis(1_500));
    }
}
