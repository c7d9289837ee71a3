package dev.poemcp.server.transport.http;

import java.time.Duration;

/**
 * What the server puts up with. Where several users share it, all those together whose credentials Poe has not accepted
 * yet may hold half of each of these; so whoever invents credentials cannot shut out the others.
 *
 * @param bodyBytes of one request
 * @param bodiesBytes of all requests that are being read or worked on
 * @param headerBytes of one request, all headers together
 * @param connections open at a time; further ones wait to be accepted
 * @param calls worked on at a time, of all clients
 * @param sessions of the revisions that have them
 * @param listeners streams of the revision without sessions that wait for changes
 * @param waitingEvents that a slow reader of a stream may leave in the queue before it is dropped
 * @param streamBytes likewise, in bytes; a single event may be larger
 * @param outputBytes that wait for all clients to read them; beyond it, who has not read for longest is dropped
 * @param slowWrite how long a client may take to accept one message
 * @param slowBody how long a client may take to send a body
 * @param idleSession how long a session without streams or calls is kept
 * @param grace how long calls may go on when the server stops
 * @param user what one of several users may hold of these
 */
public record HttpLimits(
        int bodyBytes,
        long bodiesBytes,
        int headerBytes,
        int connections,
        int calls,
        int sessions,
        int listeners,
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
                2_048,
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

    /** Whether several users share the server, so that each has limits of its own. */
    boolean isShared() {
        return user.calls() < calls;
    }

    /** These, for a server whose only user may hold whatever there is. */
    HttpLimits forOneUser() {
        return withUser(new UserLimits(calls, sessions, listeners, bodiesBytes, outputBytes));
    }

    /** These, with other limits for each user. */
    HttpLimits withUser(UserLimits other) {
        return new HttpLimits(
                bodyBytes,
                bodiesBytes,
                headerBytes,
                connections,
                calls,
                sessions,
                listeners,
                waitingEvents,
                streamBytes,
                outputBytes,
                slowWrite,
                slowBody,
                idleSession,
                grace,
                other);
    }

    /** These, with so many bytes of output for one stream and for all. */
    HttpLimits withOutput(long ofOneStream, long ofAll) {
        return new HttpLimits(
                bodyBytes,
                bodiesBytes,
                headerBytes,
                connections,
                calls,
                sessions,
                listeners,
                waitingEvents,
                ofOneStream,
                ofAll,
                slowWrite,
                slowBody,
                idleSession,
                grace,
                user);
    }
}
