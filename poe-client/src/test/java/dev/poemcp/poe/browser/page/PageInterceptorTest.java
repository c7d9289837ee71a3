package dev.poemcp.poe.browser.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.browser.BrowserException;
import dev.poemcp.poe.http.ConnectionSettings;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.http.NoResponseException;
import dev.poemcp.poe.http.NoResponseException.Why;
import dev.poemcp.poe.http.OneShotBody;
import dev.poemcp.poe.http.RequestTransport;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.WebSocket;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PageInterceptorTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final HttpUrl SITE = HttpUrl.get("https://site.example/");

    private final FakePage page = new FakePage();
    private Http http = http(page::connection);

    private static Http http(PageSupplier.Opener opener) {
        var pages = new PageSupplier(opener, System::nanoTime);
        return new Http(
                new ConnectionSettings(ProxySettings.NONE, LIMIT, LIMIT, CookieJar.NO_COOKIES, 4),
                new RequestTransport() {
                    @Override
                    public Interceptor requests() {
                        return new PageInterceptor(SITE, pages);
                    }

                    @Override
                    public WebSocket.Factory webSockets(int maxMessageBytes) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void requireUsable() {}

                    @Override
                    public void close() {}
                });
    }

    @AfterEach
    void close() {
        http.close();
    }

    private static Request get() {
        return new Request.Builder().url(SITE).build();
    }

    private static Request post(RequestBody body) {
        return new Request.Builder()
                .url(SITE)
                .header("User-Agent", "another")
                .header("Origin", "https://site.example")
                .header("Sec-Fetch-Site", "none")
                .header("poe-formkey", "abc")
                .post(body)
                .build();
    }

    private static RequestBody body(byte[] bytes) {
        return new OneShotBody(bytes, MediaType.get("application/json"));
    }

    private NoResponseException failure(Request request, Duration limit) {
        return assertThrows(NoResponseException.class, () -> http.exchange(request, limit));
    }

    @Test
    void response_isPassedOnWithoutItsEncoding() throws Exception {
        page.onStart((fake, id) -> fake.respond(
                id,
                403,
                "[[\"cf-mitigated\",\"challenge\"],[\"content-encoding\",\"br\"],[\"x y\",\"odd\"]]",
                "Wait…"));

        var result = http.exchange(get(), LIMIT);

        assertEquals(403, result.status());
        assertEquals("challenge", result.headers().get("cf-mitigated"));
        assertNull(result.headers().get("content-encoding"));
        assertEquals("Wait…", result.text());
    }

    @Test
    void request_leavesOutHeadersOfTheBrowser() throws Exception {
        page.onStart((fake, id) -> fake.respond(id, 200, "[]", ""));

        http.exchange(post(body(new byte[] {1})), LIMIT);

        assertEquals(
                "[[\"poe-formkey\",\"abc\"],[\"Content-Type\",\"application/json\"]]",
                page.started().path("headers").toString());
        assertEquals("POST", page.started().path("method").asText());
    }

    @Test
    void longBody_arrivesInPieces() throws Exception {
        byte[] bytes = new byte[2 * BodyPieces.PIECE_BYTES + 7];
        new Random(1).nextBytes(bytes);
        page.onStart((fake, id) -> fake.respond(id, 200, "[]", ""));

        http.exchange(post(body(bytes)), LIMIT);

        assertArrayEquals(bytes, page.body());
        assertEquals(List.of("append", "append", "append", "start"), page.calls());
    }

    @Test
    void unreadableBody_isNeverSent() {
        var broken = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.write(new byte[BodyPieces.PIECE_BYTES + 1]);
                throw new IOException("the file became shorter while it was sent");
            }
        };

        var failure = failure(post(broken), LIMIT);

        assertFalse(failure.mayHaveArrived());
        assertFalse(page.calls().contains("start"));
        assertTrue(page.calls().contains("abort"), "its pieces are dropped");
    }

    @Test
    void noBrowser_returnsReasonAndNothingArrived() {
        http.close();
        http = http(() -> {
            throw new BrowserException("No browser.");
        });

        var failure = failure(get(), LIMIT);

        assertEquals("No browser.", failure.getMessage());
        assertFalse(failure.mayHaveArrived());
        assertEquals(Why.NETWORK, failure.why());
    }

    @Test
    void browserThatDiesDuringRequest_mayHaveSentIt() {
        page.onStart((fake, id) -> fake.die());

        var failure = failure(get(), LIMIT);

        assertEquals("The browser has ended.", failure.getMessage());
        assertTrue(failure.mayHaveArrived());
    }

    @Test
    void browserThatDiesBeforeRequest_hasNotSentIt() {
        var body = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public void writeTo(BufferedSink sink) {
                page.die();
            }
        };

        assertFalse(failure(post(body), LIMIT).mayHaveArrived());
    }

    @Test
    void timeLimit_abortsRequest() throws Exception {
        var failure = failure(get(), Duration.ofMillis(100));

        assertEquals(Why.TIMEOUT, failure.why());
        assertTrue(failure.mayHaveArrived());
        awaitAbort();
    }

    @Test
    void interrupt_abortsRequest() throws Exception {
        var started = new CountDownLatch(1);
        page.onStart((fake, id) -> started.countDown());
        var ended = new CountDownLatch(1);
        var caller = new Thread(() -> {
            assertEquals(Why.CANCELLED, failure(get(), LIMIT).why());
            ended.countDown();
        });
        caller.start();
        assertTrue(started.await(20, TimeUnit.SECONDS));

        caller.interrupt();

        assertTrue(ended.await(1, TimeUnit.SECONDS));
        awaitAbort();
    }

    /** The exchange's own thread aborts, within a moment. */
    private void awaitAbort() throws InterruptedException {
        long start = System.nanoTime();
        while (!page.calls().contains("abort")) {
            assertTrue(System.nanoTime() - start < LIMIT.toNanos(), "aborted");
            Thread.onSpinWait();
        }
    }

    @Test
    void tooLongResponse_isRefused() {
        var megabyte = "x".repeat(1024 * 1024);
        page.onStart((fake, id) -> {
            fake.report(id, "head", "{\"status\":200,\"headers\":[]}");
            for (int i = 0; i <= Http.MAX_BODY / megabyte.length(); i++) {
                fake.report(
                        id,
                        "body",
                        FakePage.text(Base64.getEncoder().encodeToString(megabyte.getBytes(StandardCharsets.UTF_8))));
            }
            fake.report(id, "end", "null");
        });

        assertEquals(Why.TOO_LONG, failure(get(), LIMIT).why());
    }

    @Test
    void failedFetch_returnsItsReason() {
        page.onStart((fake, id) -> fake.report(id, "failed", "\"TypeError: Failed to fetch\""));

        var failure = failure(get(), LIMIT);

        assertTrue(String.valueOf(failure.getMessage()).contains("Failed to fetch"));
        assertTrue(failure.mayHaveArrived());
    }

    @Test
    void otherHost_isRequestedDirectly() {
        // No one listens there; the page would have answered.
        page.onStart((fake, id) -> fake.respond(id, 200, "[]", ""));

        failure(new Request.Builder().url("http://127.0.0.1:1/").build(), LIMIT);

        assertEquals(List.of(), page.calls());
    }
}
