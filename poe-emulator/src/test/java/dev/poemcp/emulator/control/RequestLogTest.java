package dev.poemcp.emulator.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    private final RequestLog log = new RequestLog();

    private LoggedRequest received() {
        return log.add("home", "GET", "/", Map.of(), new byte[0]);
    }

    @Test
    void requestsSideBySide_areOneRound() {
        var first = received();
        var second = received();
        log.answered(first);
        log.answered(second);

        assertEquals(1, second.round());
        assertEquals(2, received().round());
    }

    @Test
    void lateResponse_doesNotLengthenTheChain() {
        var slow = received();
        log.answered(received());
        var next = received();
        log.answered(slow);

        assertEquals(2, next.round());
        assertEquals(2, received().round());
    }

    @Test
    void clear_startsAgain() {
        log.answered(received());
        var late = received();
        log.clear();
        log.answered(late);

        assertEquals(1, received().round());
    }
}
