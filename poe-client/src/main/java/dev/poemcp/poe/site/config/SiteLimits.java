package dev.poemcp.poe.site.config;

import java.time.Duration;

/**
 * Time limits of the client.
 *
 * @param connect to open a connection
 * @param answer for a whole exchange, except sends and retries
 * @param send for Poe to accept a message or a retry
 * @param upload for Poe to accept a message with files
 * @param silence time without events of a reply before the chat is read instead
 * @param deafSilence the same while the realtime socket is down
 * @param extras how long to wait for suggested replies and points after the text is complete
 * @param ping time without data on the socket before a ping
 * @param pong how long to wait for the pong
 * @param firstBackOff first pause before a request or connection is retried; doubles
 * @param httpPing between pings on an HTTP/2 connection; without a response within the same time it is closed
 * @param quietBeforeSend time without data on the socket before a ping ahead of a message
 * @param botFacts how long facts about a bot are cached
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
        var copy = new Copy(this);
        copy.connect = limit;
        return copy.limits();
    }

    public SiteLimits withAnswer(Duration limit) {
        var copy = new Copy(this);
        copy.answer = limit;
        return copy.limits();
    }

    public SiteLimits withSend(Duration limit) {
        var copy = new Copy(this);
        copy.send = limit;
        return copy.limits();
    }

    public SiteLimits withSilence(Duration limit, Duration deaf) {
        var copy = new Copy(this);
        copy.silence = limit;
        copy.deafSilence = deaf;
        return copy.limits();
    }

    public SiteLimits withPing(Duration silent, Duration unanswered) {
        var copy = new Copy(this);
        copy.ping = silent;
        copy.pong = unanswered;
        return copy.limits();
    }

    public SiteLimits withExtras(Duration limit) {
        var copy = new Copy(this);
        copy.extras = limit;
        return copy.limits();
    }

    public SiteLimits withFirstBackOff(Duration pause) {
        var copy = new Copy(this);
        copy.firstBackOff = pause;
        return copy.limits();
    }

    /** Determines how soon a dead connection is noticed. */
    public SiteLimits withHttpPing(Duration interval) {
        var copy = new Copy(this);
        copy.httpPing = interval;
        return copy.limits();
    }

    public SiteLimits withQuietBeforeSend(Duration limit) {
        var copy = new Copy(this);
        copy.quietBeforeSend = limit;
        return copy.limits();
    }

    public SiteLimits withBotFacts(Duration lifetime) {
        var copy = new Copy(this);
        copy.botFacts = lifetime;
        return copy.limits();
    }

    private static final class Copy {
        private Duration connect;
        private Duration answer;
        private Duration send;
        private Duration upload;
        private Duration silence;
        private Duration deafSilence;
        private Duration extras;
        private Duration ping;
        private Duration pong;
        private Duration firstBackOff;
        private Duration httpPing;
        private Duration quietBeforeSend;
        private Duration botFacts;

        Copy(SiteLimits from) {
            connect = from.connect;
            answer = from.answer;
            send = from.send;
            upload = from.upload;
            silence = from.silence;
            deafSilence = from.deafSilence;
            extras = from.extras;
            ping = from.ping;
            pong = from.pong;
            firstBackOff = from.firstBackOff;
            httpPing = from.httpPing;
            quietBeforeSend = from.quietBeforeSend;
            botFacts = from.botFacts;
        }

        SiteLimits limits() {
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
                    botFacts);
        }
    }
}
