package dev.poemcp.poe.site.config;

import java.time.Duration;

/**
 * How long the client waits for what.
 *
 * @param connect to open a connection
 * @param answer for the whole of a question and its answer, except messages with files
 * @param send for a message or a retry to be taken by Poe
 * @param upload for a message with files to be taken by Poe
 * @param silence how long a reply may say nothing before the chat is read instead
 * @param deafSilence the same while the realtime socket is down
 * @param extras how long suggested replies and points are waited for after the text is complete
 * @param ping silence on the socket before it is pinged
 * @param pong how long a ping may go unanswered
 * @param firstBackOff first pause before a question or the socket is tried again; doubles
 * @param httpPing between pings on an HTTP/2 connection; without an answer within the same time it is given up
 * @param quietBeforeSend silence on the socket before it is pinged ahead of a message
 * @param botFacts how long facts about a bot are remembered
 */
public record SiteLimits(
        Duration connect,
        Duration answer,
        Duration send,
        Duration upload,
        Duration silence,
        Duration deafSilence,
        Duration extras,
        Duration ping,
        Duration pong,
        Duration firstBackOff,
        Duration httpPing,
        Duration quietBeforeSend,
        Duration botFacts) {
    public static final SiteLimits DEFAULTS = new SiteLimits(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofMinutes(10));

    public SiteLimits withConnect(Duration limit) {
        return new SiteLimits(
                limit,
                answer,
                send,
                upload,
                silence,
                deafSilence,
                extras,
                ping,
                pong,
                firstBackOff,
                httpPing,
                quietBeforeSend,
                botFacts);
    }

    public SiteLimits withAnswer(Duration limit) {
        return new SiteLimits(
                connect,
                limit,
                send,
                upload,
                silence,
                deafSilence,
                extras,
                ping,
                pong,
                firstBackOff,
                httpPing,
                quietBeforeSend,
                botFacts);
    }

    public SiteLimits withSend(Duration limit) {
        return new SiteLimits(
                connect,
                answer,
                limit,
                upload,
                silence,
                deafSilence,
                extras,
                ping,
                pong,
                firstBackOff,
                httpPing,
                quietBeforeSend,
                botFacts);
    }

    public SiteLimits withSilence(Duration limit, Duration deaf) {
        return new SiteLimits(
                connect,
                answer,
                send,
                upload,
                limit,
                deaf,
                extras,
                ping,
                pong,
                firstBackOff,
                httpPing,
                quietBeforeSend,
                botFacts);
    }

    public SiteLimits withPing(Duration silent, Duration unanswered) {
        return new SiteLimits(
                connect,
                answer,
                send,
                upload,
                silence,
                deafSilence,
                extras,
                silent,
                unanswered,
                firstBackOff,
                httpPing,
                quietBeforeSend,
                botFacts);
    }

    public SiteLimits withExtras(Duration limit) {
        return new SiteLimits(
                connect,
                answer,
                send,
                upload,
                silence,
                deafSilence,
                limit,
                ping,
                pong,
                firstBackOff,
                httpPing,
                quietBeforeSend,
                botFacts);
    }

    public SiteLimits withFirstBackOff(Duration pause) {
        return new SiteLimits(
                connect,
                answer,
                send,
                upload,
                silence,
                deafSilence,
                extras,
                ping,
                pong,
                pause,
                httpPing,
                quietBeforeSend,
                botFacts);
    }

    /** How soon a dead connection is noticed. */
    public SiteLimits withHttpPing(Duration interval) {
        return new SiteLimits(
                connect,
                answer,
                send,
                upload,
                silence,
                deafSilence,
                extras,
                ping,
                pong,
                firstBackOff,
                interval,
                quietBeforeSend,
                botFacts);
    }

    public SiteLimits withQuietBeforeSend(Duration limit) {
        return new SiteLimits(
                connect,
                answer,
                send,
                upload,
                silence,
                deafSilence,
                extras,
                ping,
                pong,
                firstBackOff,
                httpPing,
                limit,
                botFacts);
    }

    public SiteLimits withBotFacts(Duration lifetime) {
        return new SiteLimits(
                connect,
                answer,
                send,
                upload,
                silence,
                deafSilence,
                extras,
                ping,
                pong,
                firstBackOff,
                httpPing,
                quietBeforeSend,
                lifetime);
    }
}
