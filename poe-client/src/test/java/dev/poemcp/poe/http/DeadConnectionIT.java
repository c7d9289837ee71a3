package dev.poemcp.poe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.poe.proxy.ProxySettings;
import dev.poemcp.poe.site.TrustedEmulator;
import java.time.Duration;
import okhttp3.CookieJar;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * An HTTP/2 connection over TLS that is dead without notice, as after a sleep. The limit of one hour is practically
 * infinite.
 */
@Timeout(60)
@Isolated("sets the trust store of the whole process")
class DeadConnectionIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private final PoeEmulator poe = PoeEmulator.start(EmulatorOptions.defaults().withTls());
    private final TrustedEmulator trust = new TrustedEmulator(poe);
    private final Http http = new Http(new ConnectionSettings(
            ProxySettings.NONE, Duration.ofSeconds(15), Duration.ofMillis(300), CookieJar.NO_COOKIES, 512));

    @AfterEach
    void close() {
        http.close();
        trust.close();
        poe.close();
    }

    private Request page() {
        return new Request.Builder().url(poe.url().toString()).build();
    }

    @Test
    void deadHttp2Connection_isClosedAndReplaced() throws Exception {
        try (var response = http.client().newCall(page()).execute()) {
            assertEquals(Protocol.HTTP_2, response.protocol());
        }
        poe.connections().blackHole();

        NoResponseException dead = assertThrows(NoResponseException.class, () -> http.exchange(page(), HOUR));

        assertEquals(NoResponseException.Why.NETWORK, dead.why());
        http.exchange(page(), HOUR);
        assertEquals(2, poe.connections().opened());
    }
}
