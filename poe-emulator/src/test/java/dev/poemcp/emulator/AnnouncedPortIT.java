package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.poemcp.emulator.control.EmulatorOptions;
import org.junit.jupiter.api.Test;

/** An emulator behind a proxy. */
final class AnnouncedPortIT {
    private static final int PROXY = 1;

    @Test
    void announcedPort_isWhereTheChannelIs() throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withAnnouncedPort(PROXY))) {
            var channel = new RawClient(poe, true).channel();

            assertEquals("localhost:" + PROXY, channel.path("baseHost").asText());
            assertNotEquals(PROXY, poe.url().getPort(), "the address is still the real one");
        }
    }
}
