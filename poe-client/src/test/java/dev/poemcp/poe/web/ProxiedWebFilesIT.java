package dev.poemcp.poe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy on loopback that records CONNECT requests and refuses them. */
@Timeout(60)
class ProxiedWebFilesIT {
    /** A public address; nothing is sent to it. */
    private static final String PUBLIC = "1.1.1.1";

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;
    private String proxyResponse = response("502 Bad Gateway", "");

    @BeforeEach
    void listen() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "proxy");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @Test
    void publicHttpsUrl_usesProxy() {
        var why = why(files(), "https://" + PUBLIC + "/a.png");

        assertEquals(1, heads.size());
        assertTrue(heads.get(0).startsWith("CONNECT " + PUBLIC + ":443 "), heads::toString);
        assertFalse(why.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/secret",
                "https://127.1/secret",
                "https://2130706433/secret",
                "https://localhost/secret",
                "https://localhost./secret",
                "https://any.localhost/secret",
                "https://[::1]/secret",
                "https://[::ffff:169.254.169.254]/latest",
                "https://10.0.0.1/secret",
                "https://169.254.169.254/latest",
                "https://no-such-host.invalid/secret",
                "http://127.0.0.1/secret",
                "http://10.0.0.1/secret",
            })
    void nonPublicTarget_isNotSentToProxy(String url) {
        why(files(), url);

        assertEquals(List.of(), heads);
    }

    @Test
    void redirectToPrivateAddress_isNotSentToProxy() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "https://10.0.0.1/secret");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        AddressPolicy lenient =
                address -> address.isLoopbackAddress() ? Optional.empty() : new PublicAddresses().objection(address);
        var files = new PublicWebFiles(lenient, WebLimits.DEFAULTS, settings(), new DownloadQuota(1000));

        var why = why(files, "http://127.0.0.1:" + server.getAddress().getPort() + "/");

        server.stop(0);
        assertTrue(why.contains("private"), why);
        assertEquals(List.of(), heads);
    }

    @Test
    void proxyPassword_isSentOnce() {
        proxyResponse = response("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"\r\n");

        why(files(), "https://" + PUBLIC + "/a.png");

        assertEquals(1, heads.size(), "a refused password is not tried again: " + heads);
        assertTrue(heads.get(0).contains("Proxy-Authorization: Basic dXNlcjpwYXNz"), heads::toString);
    }

    private static String response(String status, String header) {
        return "HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private PublicWebFiles files() {
        return new PublicWebFiles(new PublicAddresses(), WebLimits.DEFAULTS, settings(), new DownloadQuota(1000));
    }

    private ProxySettings settings() {
        return new ProxySettings(URI.create("http://user:pass@127.0.0.1:" + proxy.getLocalPort()), "");
    }

    private static String why(PublicWebFiles files, String url) {
        PoeFailure failure = assertThrows(PoeException.class, () -> files.fetch(URI.create(url), 1000))
                .failure();
        return assertInstanceOf(PoeFailure.FileRejected.class, failure).why();
    }

    private void accept() {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept()) {
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                var head = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    head.append(line).append('\n');
                }
                heads.add(head.toString());
                client.getOutputStream().write(proxyResponse.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // The test is over or the client has disconnected; the loop condition decides.
            }
        }
    }
}
