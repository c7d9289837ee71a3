package dev.poemcp.emulator.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS with HTTP/2 or HTTP/1.1 by ALPN, with a certificate generated for this run. */
public final class TlsListener {
    private final TrackedConnector connector;
    private final Trust trust;

    private TlsListener(TrackedConnector connector, Trust trust) {
        this.connector = connector;
        this.trust = trust;
    }

    public static TlsListener of(Server server, Connections connections) {
        try {
            var key = Certificates.newKey();
            var certificate = Certificates.selfSigned(key);
            var password = "only-in-memory";
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("poe-emulator", key.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
            return new TlsListener(connector(server, connections, keys, password), Trust.in(certificate));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every JVM has EC keys and X.509", e);
        }
    }

    private static TrackedConnector connector(Server server, Connections connections, KeyStore keys, String password) {
        var configuration = new HttpConfiguration();
        // The host is an IP address, which has no SNI to check.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        var context = new SslContextFactory.Server();
        context.setKeyStore(keys);
        context.setKeyStorePassword(password);
        var http1 = new HttpConnectionFactory(configuration);
        var http2 = new HTTP2ServerConnectionFactory(configuration);
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        var tls = new SslConnectionFactory(context, alpn.getProtocol());
        return new TrackedConnector(server, connections, tls, alpn, http2, http1);
    }

    public TrackedConnector connector() {
        return connector;
    }

    /** The certificate that a client must trust. */
    public Trust trust() {
        return trust;
    }
}
