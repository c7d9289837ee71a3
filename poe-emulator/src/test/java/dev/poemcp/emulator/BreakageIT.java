package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each breakage of the command line breaks the links that it names, and no others. */
class BreakageIT {
    private final PoeEmulator poe = PoeEmulator.start();

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void healthySite_hasNoBrokenLink() throws Exception {
        assertEquals(List.of(), new Links(poe).broken());
    }

    @ParameterizedTest
    @CsvSource({
        "SALT, settings points bot subscribe events",
        "SWAP, settings points bot subscribe events",
        "HEADER, settings points bot subscribe events",
        "FORMKEY, formkey settings points bot subscribe events",
        "PAGE_DECOYS, formkey",
        "PAGE_WITHOUT_FORMKEY, formkey",
        "PAGE_WITHOUT_SCRIPTS, page formkey",
        "PAGE_PORTAL, page formkey",
        "PAGE_EMPTY, page formkey",
        "PAGE_404, page formkey",
        "PAGE_500, page formkey",
        "PAGE_TO_LOGIN, page formkey",
        "SCHEMA, settings points",
        "NOT_JSON, settings points",
        "EMPTY_ANSWER, settings points",
        "ERRORS, settings points",
        "HASH, settings points",
        "HASHES, settings points bot subscribe events",
        "SESSION_EXPIRED, page formkey channel settings points bot subscribe events",
        "NO_ACCOUNT, settings points bot subscribe events",
        "CLOUDFLARE, page formkey channel settings points bot subscribe events",
        "CLOUDFLARE_BROWSER_ONLY, page formkey channel settings points bot subscribe handshake",
        "CLOUDFLARE_CLOSED, page formkey channel settings points bot subscribe handshake",
        "CLOUDFLARE_POSTS, settings points bot subscribe events",
        "POSTS_LIMITED, settings points bot subscribe events",
        "CHANNEL_UNKNOWN_HOST, channel",
        "CHANNEL_REFUSING_HOST, channel",
        "CHANNEL_HANDSHAKE, handshake",
        "CHANNEL_SILENT, socket events",
        "CHANNEL_CLOSES, socket events",
        "CHANNEL_SETTINGS, channel",
        "SUBSCRIPTIONS, subscribe events",
        "NO_EVENTS, events",
        "API_KEY, balance question",
        "API_PAYMENT, question",
        "API_MODELS, models",
        "API_NO_MODELS, models",
        "API_BALANCE, balance",
        "API_DOWN, models balance question",
        "NO_POINTS, points balance question",
        "NO_POINT_INFO, points"
    })
    void breakage_breaksItsLinksOnly(Breakage breakage, String links) throws Exception {
        var client = new Links(poe);

        breakage.apply(poe);

        assertEquals(links, String.join(" ", client.broken()));
    }

    /** What a delay does is in LimitsIT and ApiBehaviorIT. */
    @Test
    void slow_delaysSiteAndApi() {
        Breakage.SLOW.apply(poe);

        assertEquals(Duration.ofSeconds(5), poe.behavior().delay());
        assertEquals(Duration.ofSeconds(5), poe.api().transfer().firstByteDelay());
    }
}
