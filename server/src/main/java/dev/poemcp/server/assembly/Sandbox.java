package dev.poemcp.server.assembly;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.poe.Secret;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.Settings;

/** The embedded emulator of {@code --sandbox}: on loopback, in memory, with its own account. */
final class Sandbox implements AutoCloseable {
    private final PoeEmulator poe;

    private Sandbox(PoeEmulator poe) {
        this.poe = poe;
    }

    static Sandbox start() {
        return new Sandbox(PoeEmulator.start());
    }

    /** The settings with the emulator's URL and account in place of the configured ones. */
    Settings applyTo(Settings settings) {
        var account = poe.account();
        return settings.with(new Credentials(new Secret(account.pB()), new Secret(account.pLat()), null), poe.url());
    }

    @Override
    public void close() {
        poe.close();
    }
}
