package dev.poemcp.server.assembly;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
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
        // The newest build: the others have neither rate cards nor a points history.
        return new Sandbox(PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026)));
    }

    /** The settings with the emulator's URLs, account and API key in place of the configured ones. */
    Settings applyTo(Settings settings) {
        var account = poe.account();
        return settings.with(
                new Credentials(new Secret(account.pB()), new Secret(account.pLat()), null, new Secret(poe.apiKey())),
                poe.url(),
                poe.apiUrl());
    }

    @Override
    public void close() {
        poe.close();
    }
}
