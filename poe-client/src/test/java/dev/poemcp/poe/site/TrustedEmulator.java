package dev.poemcp.poe.site;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has every client that is made until this is closed trust the emulator's certificate, as a user's trust store would. */
public final class TrustedEmulator implements AutoCloseable {
    /** What a test that makes one of these locks: the trust store is the whole process's. */
    public static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    private final Path store;

    public TrustedEmulator(PoeEmulator poe) {
        try {
            store = Files.createTempFile("emulator", ".p12");
            poe.trust().writeTrustStore(store);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        System.setProperty(TRUST_STORE, store.toString());
        System.setProperty(PASSWORD, Trust.TRUST_STORE_PASSWORD);
    }

    @Override
    public void close() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(PASSWORD);
        try {
            Files.deleteIfExists(store);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
