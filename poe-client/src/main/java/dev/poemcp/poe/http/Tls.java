package dev.poemcp.poe.http;

import dev.poemcp.poe.Lazy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * TLS with the JVM's trust store, which the first connection over TLS reads. On its own, an OkHttp client would read it
 * when it is created, also for plain HTTP: a third of a second of a JVM that has just started.
 */
public final class Tls {
    private final Lazy<Loaded> loaded = new Lazy<>(Tls::load);

    private Tls() {}

    private record Loaded(SSLSocketFactory sockets, X509TrustManager trust) {}

    /** Makes a client use it. */
    public static OkHttpClient.Builder in(OkHttpClient.Builder client) {
        var tls = new Tls();
        return client.sslSocketFactory(tls.new Sockets(), tls.new Trust());
    }

    /**
     * Reads the trust store now, so that a connection does not have to wait for that. The JVM keeps what it has read as
     * long as the returned object is reachable.
     *
     * @throws UncheckedIOException if this JVM has no usable trust store
     */
    public static Tls early() {
        var tls = new Tls();
        tls.loaded.get();
        return tls;
    }

    private static Loaded load() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trust) {
                    var context = SSLContext.getInstance("TLS");
                    context.init(null, new TrustManager[] {trust}, null);
                    return new Loaded(context.getSocketFactory(), trust);
                }
            }
            throw new GeneralSecurityException("no trust manager for X.509 certificates");
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException("TLS cannot be used: " + e.getMessage(), e));
        }
    }

    private final class Sockets extends SSLSocketFactory {
        private SSLSocketFactory sockets() throws IOException {
            try {
                return loaded.get().sockets();
            } catch (UncheckedIOException e) {
                throw new IOException(e.getCause());
            }
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return loaded.get().sockets().getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return loaded.get().sockets().getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return sockets().createSocket(socket, host, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return sockets().createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return sockets().createSocket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return sockets().createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return sockets().createSocket(host, port, local, localPort);
        }
    }

    private final class Trust implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            loaded.get().trust().checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            loaded.get().trust().checkServerTrusted(chain, authType);
        }

        /**
         * OkHttp reads them when a client is created, to shorten a server's chain for certificate pins and for sharing a
         * connection between hosts. Neither is used here; what a server presents is checked by the sockets.
         */
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
