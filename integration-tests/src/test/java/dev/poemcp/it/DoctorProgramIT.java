package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code poe-mcp doctor} as a packaged program. */
final class DoctorProgramIT {
    private static PoeEmulator start() {
        return PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
    }

    @Test
    void healthyAccountAndKey_haveNothingBroken() throws Exception {
        try (var poe = start()) {
            var result = CommandsIT.run(Launch.serverFor(poe)
                    .env("POE_API_KEY", poe.apiKey())
                    .measuringCoverage()
                    .arguments("doctor", "--json"));

            assertEquals(0, result.code(), result::toString);
            var diagnosis = new ObjectMapper().readTree(result.stdout());
            assertTrue(diagnosis.path("ok").asBoolean(), result::toString);
            assertTrue(diagnosis.path("cause").isNull(), result::toString);
            assertEquals(0, poe.sentMessages().size());
        }
    }

    @Test
    void debugLogAndReportOfBrokenSite_haveNoSecret(@TempDir Path folder) throws Exception {
        try (var poe = start()) {
            poe.signing().salt("another");
            Path report = folder.resolve("report.txt");

            var result = CommandsIT.run(Launch.serverFor(poe)
                    .env("POE_API_KEY", poe.apiKey())
                    .env("POE_LOG_LEVEL", "debug")
                    .arguments("doctor", "--report", report.toString()));

            assertEquals(1, result.code(), result::toString);
            assertTrue(result.stdout().contains("BROKEN   signature"), result::toString);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(report)));
            String all = result.stdout() + result.stderr() + Files.readString(report);
            for (String secret : List.of(
                    poe.account().pB(), poe.account().pLat(), poe.account().formkey(), poe.apiKey())) {
                assertFalse(all.contains(secret), "a secret is shown");
            }
        }
    }

    @Test
    void untrustedCertificate_isNamed() throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withTls())) {
            var result = CommandsIT.run(Launch.serverFor(poe).arguments("doctor"));

            assertEquals(1, result.code(), result::toString);
            assertTrue(result.stdout().contains("Broken: tls. TLS failed: "), result::toString);
        }
    }
}
