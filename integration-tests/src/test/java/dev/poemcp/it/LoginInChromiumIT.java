package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp login --api-key} with a real browser: its form, its redirects, its requests on the side. */
@RequiresChromium
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoginInChromiumIT {
    private final PoeEmulator poe;
    private final Servers servers;
    private final Chromium chromium;

    LoginInChromiumIT(PoeEmulator poe, Servers servers, @TempDir Path profile) throws IOException {
        this.poe = poe;
        this.servers = servers;
        this.chromium = servers.closeAfterTest(Chromium.start(profile));
    }

    @Test
    void allow_keepsKey(@TempDir Path config) throws Exception {
        var login = login(config);

        decide(login, "allow");

        login.awaitExit(0);
        assertTrue(poe.apiKeys().nameOf(login.keptKey()).isPresent());
    }

    @Test
    void deny_keepsNothing(@TempDir Path config) throws Exception {
        var login = login(config);

        decide(login, "deny");

        assertTrue(login.awaitExit(1).contains("access_denied"));
        assertFalse(login.hasKept());
    }

    private LoginProcess login(Path config) {
        return servers.closeAfterTest(LoginProcess.start(Launch.withoutCredentials(poe), config, "--api-key"));
    }

    private void decide(LoginProcess login, String decision) throws Exception {
        var tab = chromium.open(login.page());
        tab.click("button[value=" + decision + "]");
        tab.awaitText("You can close this window");
    }
}
