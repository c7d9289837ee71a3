package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PointLimitCacheTest {
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final PointLimitCache limit = new PointLimitCache(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            },
            Duration.ofMinutes(10));

    @Test
    void limitOlderThanItsLifetime_isNotTrusted() {
        limit.remember(300L);
        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertEquals(OptionalLong.of(300), limit.get());

        now = now.plusMillis(1);

        assertEquals(OptionalLong.empty(), limit.get());
    }

    @Test
    void settingsWithoutLimit_leaveNothingKnown() {
        limit.remember(300L);

        limit.remember(null);

        assertEquals(OptionalLong.empty(), limit.get());
    }

    @Test
    void changedViewer_tellsItsLimitOrLeavesNothingKnown() throws Exception {
        limit.remember(300L);

        limit.viewerChanged(new ObjectMapper()
                .readTree("{\"messagePointInfo\":{\"allChatDefaultPointPriceThresholdPerMessage\":\"900\"}}"));
        assertEquals(OptionalLong.of(900), limit.get());
        limit.viewerChanged(MissingNode.getInstance());

        assertEquals(OptionalLong.empty(), limit.get());
    }
}
