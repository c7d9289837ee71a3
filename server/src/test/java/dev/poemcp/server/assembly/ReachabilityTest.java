package dev.poemcp.server.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void firstQuestion_isAnsweredWithoutWaitingForALook() {
        assertEquals("unknown", reachability.state());
        assertEquals(1, background.size(), "looking is left to another thread");

        background.remove().run();

        assertEquals("reachable", reachability.state());
    }

    @Test
    void freshAnswer_isNotLookedForAgain() {
        look();
        now += Reachability.FRESH.toNanos();

        assertEquals("reachable", reachability.state());
        assertEquals(0, background.size());
    }

    @Test
    void staleAnswer_isGivenWhileTheNextLookRunsOnce() {
        look();
        reachable = false;
        now += Reachability.FRESH.toNanos() + 1;

        assertEquals("reachable", reachability.state());
        assertEquals("reachable", reachability.state());
        assertEquals(1, background.size());

        background.remove().run();
        assertEquals("unreachable", reachability.state());
    }

    @Test
    void lookThatDoesNotComeBack_countsAsUnreachable() {
        look();
        now += Reachability.FRESH.toNanos() + 1;
        assertEquals("reachable", reachability.state());

        now += Reachability.SLOW.plus(Duration.ofNanos(1)).toNanos();

        assertEquals("unreachable", reachability.state());
        assertEquals(1, background.size(), "and no second one is started beside it");
    }

    private void look() {
        var unused = reachability.state();
        background.remove().run();
    }
}
