package dev.poemcp.emulator.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The emulator's certificate in the forms that clients need to trust it.
 *
 * @param certificate self-signed, for 127.0.0.1, localhost and the hosts of the realtime channel
 * @param trustManager trusts this certificate only
 * @param context uses this trust manager
 */
public record Trust(X509Certificate certificate, X509TrustManager trustManager, SSLContext context) {
    /** Password of the files that {@link #writeTrustStore} writes, which contain no secret. */
    public static final String TRUST_STORE_PASSWORD = "changeit";

    /** Trust in this certificate only. */
    public static Trust in(X509Certificate certificate) throws GeneralSecurityException, IOException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(certificate));
        var manager = (X509TrustManager) factory.getTrustManagers()[0];
        var context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {manager}, null);
        return new Trust(certificate, manager, context);
    }

    /** Socket factory of {@link #context()}. */
    public SSLSocketFactory socketFactory() {
        return context.getSocketFactory();
    }

    /** Writes a PKCS #12 file for {@code -Djavax.net.ssl.trustStore} of another JVM. */
    public void writeTrustStore(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            store(certificate).store(out, TRUST_STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has PKCS #12", e);
        }
    }

    private static KeyStore store(X509Certificate certificate) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("poe-emulator", certificate);
        return store;
    }
}
