package dev.poemcp.poe.site;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** An emulator and a client with short time limits. */
final class EmulatedPoe implements AutoCloseable {
    static final SiteLimits HURRIED =
            SiteLimits.DEFAULTS.withFirstBackOff(Duration.ofMillis(1)).withAnswer(Duration.ofSeconds(10));

    final PoeEmulator poe;
    final SiteClient client;

    /** With a configured formkey, so that no page script runs. */
    EmulatedPoe(SiteBuild build) {
        this.poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
        this.client = new SiteClient(config(poe, true).withLimits(HURRIED));
    }

    EmulatedPoe() {
        this(SiteBuild.AUGUST_2026);
    }

    static SiteConfig config(PoeEmulator poe, boolean withFormkey) {
        var account = poe.account();
        var formkey = withFormkey ? new Secret(account.formkey()) : null;
        return SiteConfig.of(
                poe.url(), new AccountCredentials(new Secret(account.pB()), new Secret(account.pLat()), formkey));
    }

    /** The failure that the work throws. */
    static PoeFailure failureOf(Executable work) {
        return Assertions.assertThrows(PoeException.class, work).failure();
    }

    @Override
    public void close() {
        client.close();
        poe.close();
    }
}
