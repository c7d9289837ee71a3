package dev.poemcp.poe.site;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.connection.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Until closed, new clients trust the emulator's certificate, as with a user's trust store. */
public final class TrustedEmulator implements AutoCloseable {
    private static final String FILE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    private final Path store;

    public TrustedEmulator(PoeEmulator poe) {
        try {
            store = Files.createTempFile("emulator", ".p12");
            poe.trust().writeTrustStore(store);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        System.setProperty(FILE, store.toString());
        System.setProperty(PASSWORD, Trust.TRUST_STORE_PASSWORD);
    }

    @Override
    public void close() {
        System.clearProperty(FILE);
        System.clearProperty(PASSWORD);
        try {
            Files.deleteIfExists(store);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
