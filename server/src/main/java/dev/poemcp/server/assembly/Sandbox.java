package dev.poemcp.server.assembly;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.poe.Secret;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.Settings;

/** The embedded Poe of {@code --sandbox}: on loopback, with an account of its own, gone with the process. */
final class Sandbox implements AutoCloseable {
    private final PoeEmulator poe;

    private Sandbox(PoeEmulator poe) {
        this.poe = poe;
    }

    static Sandbox start() {
        return new Sandbox(PoeEmulator.start());
    }

    /** The same settings with this Poe behind them; a real account's credentials are left out. */
    Settings behind(Settings settings) {
        var account = poe.account();
        return settings.with(new Credentials(new Secret(account.pB()), new Secret(account.pLat()), null), poe.url());
    }

    @Override
    public void close() {
        poe.close();
    }
}
