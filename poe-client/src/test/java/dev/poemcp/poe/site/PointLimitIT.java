package dev.poemcp.poe.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.poemcp.emulator.control.SiteBuild;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The account's own limit per message, as known without a request. */
class PointLimitIT {
    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void readOrSetPointLimit_isKnownWithoutRequest(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var account = site.client.account();
            assertEquals(OptionalLong.empty(), account.knownPointLimit());

            var read = account.settings().points().defaultLimitPerMessage();
            assertNotNull(read);
            var requests = site.poe.requests().count("accountSettings");
            assertEquals(OptionalLong.of(read), account.knownPointLimit());
            account.setDefaultPointLimit(1234);

            assertEquals(OptionalLong.of(1234), account.knownPointLimit());
            assertEquals(requests, site.poe.requests().count("accountSettings"), "no request for the limit");
        }
    }
}
