package dev.poemcp.poe.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicWebFilesIT {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 0, 1, 2, 3, 4, 5};

    /** Treats 127.0.0.1 as public, but not 127.0.0.2. */
    private static final AddressPolicy LENIENT = address ->
            address.getHostAddress().equals("127.0.0.1") ? Optional.empty() : new PublicAddresses().objection(address);

    private final AtomicInteger hits = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private String base;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        server.setExecutor(threads);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void page(String path, int status, Map<String, String> headers, byte[] body) {
        server.createContext(path, exchange -> {
            hits.incrementAndGet();
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            send(exchange, status, body);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String why(Executable fetch) {
        PoeFailure failure = assertThrows(PoeException.class, fetch).failure();
        return assertInstanceOf(PoeFailure.FileRejected.class, failure).what();
    }

    private static PublicWebFiles lenient() {
        return new PublicWebFiles(LENIENT, WebLimits.DEFAULTS, ProxySettings.NONE, new DownloadQuota(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/secret",
                "http://127.1:PORT/secret",
                "http://2130706433:PORT/secret",
                "http://0x7f000001:PORT/secret",
                "http://0x7f.1:PORT/secret",
                "http://017700000001:PORT/secret",
                "http://0177.0.0.1:PORT/secret",
                "http://127.0.0.1.:PORT/secret",
                "http://localhost:PORT/secret",
                "http://LOCALHOST:PORT/secret",
                "http://localhost.:PORT/secret",
                "http://any.localhost:PORT/secret",
                "http://0.0.0.0:PORT/secret",
                "http://0:PORT/secret",
                "http://[::1]:PORT/secret",
                "http://[::]:PORT/secret",
                "http://[::ffff:127.0.0.1]:PORT/secret",
                "http://[::ffff:7f00:1]:PORT/secret",
                "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/secret",
                "http://[::127.0.0.1]:PORT/secret",
                "http://%31%32%37.0.0.1:PORT/secret",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://10.0.0.1:PORT/secret",
                "http://[64:ff9b::7f00:1]:PORT/secret",
                "http://user@127.0.0.1:PORT/secret",
                "http://user:s3cret@127.0.0.1:PORT/secret",
                "file:///etc/passwd",
                "ftp://127.0.0.1:PORT/secret",
                "gopher://127.0.0.1:PORT/secret",
                "jar:http://127.0.0.1:PORT/secret!/x",
                "data:text/plain,hello",
                "//127.0.0.1:PORT/secret",
                "secret",
                "http:///secret",
                "http://no-such-host.invalid/secret",
            })
    void nonPublicUrl_isRefusedWithoutRequest(String form) {
        page("/secret", 200, Map.of(), PNG);
        int port = server.getAddress().getPort();
        URI url = URI.create(form.replace("PORT", Integer.toString(port)));

        String why = why(() -> new PublicWebFiles(ProxySettings.NONE).fetch(url, 1000));

        assertEquals(0, hits.get(), "no request to " + url);
        assertFalse(why.contains("s3cret"), "no part of the address that may be a secret is shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:PORT/secret",
                "http://[::1]:PORT/secret",
                "http://169.254.169.254/",
                "file:///etc/passwd",
                "http://user:s3cret@127.0.0.1:PORT/secret",
                "http://[::ffff:127.0.0.2]:PORT/secret",
            })
    void redirect_isCheckedLikeFirstUrl(String target) {
        String to = target.replace("PORT", Integer.toString(server.getAddress().getPort()));
        page("/here", 302, Map.of("Location", to), new byte[0]);
        page("/secret", 200, Map.of(), PNG);

        why(() -> lenient().fetch(URI.create(base + "/here"), 1000));

        assertEquals(1, hits.get(), "no request to the target");
    }

    @Test
    void redirects_areFollowedUpToFive() {
        for (int i = 0; i < 7; i++) {
            page("/hop" + i + "/", 307, Map.of("Location", "/hop" + (i + 1) + "/"), new byte[0]);
        }
        page("/hop7/", 200, Map.of(), PNG);

        try (Upload five = lenient().fetch(URI.create(base + "/hop2/"), 1000)) {
            assertEquals(PNG.length, five.sizeBytes());
        }
        assertTrue(why(() -> lenient().fetch(URI.create(base + "/hop1/"), 1000)).contains("more than 5"));
    }

    @Test
    void file_keepsContentAndIsDeletedOnClose() throws IOException {
        page("/a/b/picture", 200, Map.of(), PNG);

        Upload file = lenient().fetch(URI.create(base + "/a/b/picture?token=s3cret"), 1000);

        assertEquals("picture.png", file.name());
        assertEquals("image/png", file.mimeType());
        assertArrayEquals(PNG, file.open().readAllBytes());
        file.close();
        assertThrows(IOException.class, file::open);
    }

    @Test
    void serverHeaders_giveNameAndType() {
        page(
                "/x",
                200,
                Map.of(
                        "Content-Type",
                        "text/csv; charset=utf-8",
                        "Content-Disposition",
                        "attachment; filename=\"old.csv\"; filename*=UTF-8''..%2Fz%C3%A4hler.csv"),
                "a,b".getBytes(StandardCharsets.UTF_8));

        try (Upload file = lenient().fetch(URI.create(base + "/x"), 1000)) {
            assertEquals("_zähler.csv", file.name());
            assertEquals("text/csv", file.mimeType());
        }
    }

    @Test
    void largeFile_isRefusedByHeaderAndByContent(@TempDir Path folder) throws IOException {
        page("/sized", 200, Map.of(), new byte[2000]);
        server.createContext("/chunked", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[2000]);
            exchange.close();
        });
        var files = new PublicWebFiles(
                LENIENT, WebLimits.DEFAULTS, ProxySettings.NONE, new DownloadQuota(Long.MAX_VALUE), folder);

        assertTrue(why(() -> files.fetch(URI.create(base + "/sized"), 1999)).contains("larger"));
        assertTrue(why(() -> files.fetch(URI.create(base + "/chunked"), 1999)).contains("larger"));

        assertEquals(0, count(folder), "nothing is left of what was refused");
        try (Upload exact = files.fetch(URI.create(base + "/chunked"), 2000)) {
            assertEquals(2000, exact.sizeBytes());
            assertEquals(1, count(folder));
        }
        assertEquals(0, count(folder), "nothing is left of what was closed");
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void errorStatus_returnsFileRejected() {
        page("/gone", 404, Map.of(), "not here".getBytes(StandardCharsets.UTF_8));

        assertTrue(why(() -> lenient().fetch(URI.create(base + "/gone"), 1000)).contains("HTTP status 404"));
    }

    @Test
    void endlessDownload_timesOut() {
        CountDownLatch stopped = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(PNG);
            exchange.getResponseBody().flush();
            await(stopped);
            exchange.close();
        });
        WebLimits shortLimits = new WebLimits(Duration.ofSeconds(5), Duration.ofMillis(200), 5);

        assertTrue(why(() -> new PublicWebFiles(LENIENT, shortLimits, ProxySettings.NONE, new DownloadQuota(1000))
                        .fetch(URI.create(base + "/slow"), 1000))
                .contains("in time"));
        stopped.countDown();
    }

    @Test
    void interrupt_cancelsFetch() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            requested.countDown();
            await(stopped);
            exchange.close();
        });
        var failure = new CompletableFuture<PoeFailure>();
        Thread caller = new Thread(() -> {
            try (Upload file = lenient().fetch(URI.create(base + "/slow"), 1000)) {
                failure.completeExceptionally(new AssertionError("fetched " + file.name()));
            } catch (PoeException cancelled) {
                failure.complete(cancelled.failure());
            }
        });

        caller.start();
        requested.await();
        caller.interrupt();

        assertInstanceOf(
                PoeFailure.Cancelled.class,
                failure.orTimeout(5, TimeUnit.SECONDS).join());
        stopped.countDown();
        caller.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void pictures_comeFromPoeButNoOtherPrivateAddress() throws IOException {
        page("/image", 200, Map.of("Content-Type", "text/plain"), PNG);
        page("/page", 200, Map.of("Content-Type", "image/png"), "<html>".getBytes(StandardCharsets.UTF_8));
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/image", exchange -> send(exchange, 200, PNG));
        other.start();
        WebPictures pictures = new WebPictures(URI.create(base));

        Optional<Picture> own = pictures.fetch(URI.create(base + "/image"), 1000);

        assertEquals("image/png", own.orElseThrow().mimeType());
        URI otherName = URI.create(base.replace("127.0.0.1", "localhost") + "/image");
        assertTrue(pictures.fetch(otherName, 1000).isPresent(), "the same Poe by another name of this machine");
        assertArrayEquals(PNG, own.orElseThrow().bytes());
        assertTrue(pictures.fetch(URI.create(base + "/image"), PNG.length - 1).isEmpty(), "too large");
        assertTrue(pictures.fetch(URI.create(base + "/page"), 1000).isEmpty(), "no image by its bytes");
        URI foreign = URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/image");
        assertTrue(why(() -> pictures.fetch(foreign, 1000)).contains("loopback"));
        other.stop(0);
    }
}
