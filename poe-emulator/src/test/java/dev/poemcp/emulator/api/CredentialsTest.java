package dev.poemcp.emulator.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.ApiKeys;
import dev.poemcp.emulator.world.IdGenerator;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keys and authorization codes over time. */
class CredentialsTest {
    private final MovableClock clock = new MovableClock();
    private final IdGenerator ids = new IdGenerator(1);

    @Test
    void keyWithExpiry_isRefusedAfterIt() {
        var keys = new ApiKeys(() -> ids.code(40), clock);
        var lasting = keys.add("laptop");
        var expiring = keys.add("app", Duration.ofDays(7));

        clock.advance(Duration.ofDays(7).minusMillis(1));
        assertEquals(Optional.of("app"), keys.nameOf(expiring));
        clock.advance(Duration.ofMillis(1));

        assertEquals(Optional.empty(), keys.nameOf(expiring));
        assertEquals(Optional.of("laptop"), keys.nameOf(lasting));
        assertThrows(IllegalArgumentException.class, () -> keys.revoke("unknown"));
    }

    @Test
    void code_worksOnceWithinTenMinutes() {
        var codes = new OAuthCodes(ids, clock);
        var first = codes.issue("app", "http://127.0.0.1/", "challenge", Optional.empty());
        var second = codes.issue("app", "http://127.0.0.1/", "challenge", Optional.empty());

        assertTrue(codes.redeem(first).isPresent());
        assertFalse(codes.redeem(first).isPresent());
        clock.advance(Duration.ofMinutes(10));
        assertFalse(codes.redeem(second).isPresent());
    }
}
