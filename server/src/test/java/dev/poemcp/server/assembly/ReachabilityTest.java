package dev.poemcp.server.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.proxy.ProxyRules;
import dev.poemcp.poe.proxy.ProxySettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class ReachabilityTest {
    private final Queue<Runnable> background = new ArrayDeque<>();
    private boolean reachable = true;
    private long now = 7;
    private final Reachability reachability = new Reachability(() -> reachable, () -> now, background::add);

    @Test
    void proxy_isCheckedInsteadOfTheSite() {
        var proxies = new ProxyRules(new ProxySettings(URI.create("http://proxy.test:3128"), "direct.test"));

        assertEquals("proxy.test:3128", address("https://poe.test", proxies));
        assertEquals("direct.test:443", address("https://direct.test", proxies));
        assertEquals("poe.test:443", address("https://poe.test", new ProxyRules(ProxySettings.NONE)));
    }

    private static String address(String site, ProxyRules proxies) {
        var address = Reachability.address(URI.create(site), proxies);
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void firstCall_returnsUnknownAndChecksInBackground() {
        assertEquals("unknown", reachability.state());
        assertEquals(1, background.size(), "the check runs on another thread");

        background.remove().run();

        assertEquals("reachable", reachability.state());
    }

    @Test
    void freshResult_isNotCheckedAgain() {
        check();
        now += Reachability.MAX_AGE.toNanos();

        assertEquals("reachable", reachability.state());
        assertEquals(0, background.size());
    }

    @Test
    void staleResult_isReturnedWhileOneCheckRuns() {
        check();
        reachable = false;
        now += Reachability.MAX_AGE.toNanos() + 1;

        assertEquals("reachable", reachability.state());
        assertEquals("reachable", reachability.state());
        assertEquals(1, background.size());

        background.remove().run();
        assertEquals("unreachable", reachability.state());
    }

    @Test
    void checkThatDoesNotReturn_countsAsUnreachable() {
        check();
        now += Reachability.MAX_AGE.toNanos() + 1;
        assertEquals("reachable", reachability.state());

        now += Reachability.TIMEOUT.plus(Duration.ofNanos(1)).toNanos();

        assertEquals("unreachable", reachability.state());
        assertEquals(1, background.size(), "no second check is started");
    }

    private void check() {
        var unused = reachability.state();
        background.remove().run();
    }
}
