package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.poemcp.poe.site.SettableClock;
import dev.poemcp.poe.site.json.EventEntity;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PointLimitCacheTest {
    private final SettableClock clock = new SettableClock();
    private final PointLimitCache limit = new PointLimitCache(clock, Duration.ofMinutes(10));

    @Test
    void expiredLimit_isUnknown() {
        limit.remember(300L);
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertEquals(OptionalLong.of(300), limit.get());

        clock.advance(Duration.ofMillis(1));

        assertEquals(OptionalLong.empty(), limit.get());
    }

    @Test
    void settingsWithoutLimit_limitIsUnknown() {
        limit.remember(300L);

        limit.remember(null);

        assertEquals(OptionalLong.empty(), limit.get());
    }

    @Test
    void changedViewer_updatesOrClearsLimit() throws Exception {
        limit.remember(300L);

        limit.remember(EventEntity.read(new ObjectMapper()
                        .readTree("{\"messagePointInfo\":{\"allChatDefaultPointPriceThresholdPerMessage\":\"900\"}}"))
                .pointLimit());
        assertEquals(OptionalLong.of(900), limit.get());
        limit.remember(EventEntity.read(MissingNode.getInstance()).pointLimit());

        assertEquals(OptionalLong.empty(), limit.get());
    }
}
