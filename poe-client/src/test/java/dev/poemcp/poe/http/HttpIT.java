package dev.poemcp.poe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.proxy.ProxySettings;
import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.http.AccountCookies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.MediaType;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<@Nullable String> cookies = new AtomicReference<>();
    private HttpServer server = unstarted();
    private Http http = client(server);

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newCachedThreadPool(WorkerThreads.named("test-server")));
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void requestToSite_sendsCookiesUnchanged() throws Exception {
        on("/", exchange -> respond(exchange, 200, "ok"));

        var response = http.exchange(get("/"), LIMIT);

        assertEquals("ok", response.text());
        assertEquals("p-b=a%3D%3D; p-lat=l%2B", cookies.get());
    }

    @Test
    void requestToOtherHost_sendsNoCookies() throws Exception {
        on("/", exchange -> respond(exchange, 200, "ok"));
        var elsewhere = "http://tch1.tch.localhost:" + server.getAddress().getPort() + "/";

        http.exchange(new Request.Builder().url(elsewhere).build(), LIMIT);

        assertEquals(null, cookies.get());
    }

    @Test
    void setCookie_isKeptButSessionNotReplaced() throws Exception {
        on("/", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "p-b=; Max-Age=0; Path=/");
            exchange.getResponseHeaders().add("Set-Cookie", "p-b=other; Path=/");
            exchange.getResponseHeaders().add("Set-Cookie", "__cf_bm=mark; Path=/");
            respond(exchange, 200, "ok");
        });

        http.exchange(get("/"), LIMIT);
        http.exchange(get("/"), LIMIT);

        assertEquals("p-b=a%3D%3D; p-lat=l%2B; __cf_bm=mark", cookies.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 401, 408, 421, 503})
    void anyStatus_isNotFollowedOrRepeated(int status) throws Exception {
        on("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.getResponseHeaders().add("Retry-After", "0");
            respond(exchange, status, "");
        });

        var posted = http.exchange(post("/"), LIMIT);

        assertEquals(status, posted.status());
        assertEquals(1, requests.get());
    }

    @Test
    void endlessBody_isRefused() {
        on("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var megabyte = new byte[1 << 20];
            for (int i = 0; i < 20; i++) {
                exchange.getResponseBody().write(megabyte);
            }
            exchange.close();
        });

        var problem = assertThrows(NoResponseException.class, () -> http.exchange(get("/"), LIMIT));

        assertEquals(NoResponseException.Why.TOO_LONG, problem.why());
    }

    @Test
    void truncatedBody_throwsNoResponse() {
        on("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        var problem = assertThrows(NoResponseException.class, () -> http.exchange(post("/"), LIMIT));

        assertEquals(NoResponseException.Why.NETWORK, problem.why());
        assertTrue(problem.mayHaveArrived());
    }

    @Test
    void silence_endsAtLimit() {
        var done = new CountDownLatch(1);
        on("/", exchange -> await(done));

        // Long enough for the request to leave on a machine that is busy with something else.
        var problem = assertThrows(NoResponseException.class, () -> http.exchange(post("/"), Duration.ofSeconds(3)));

        done.countDown();
        assertEquals(NoResponseException.Why.TIMEOUT, problem.why());
        assertTrue(problem.mayHaveArrived());
    }

    @Test
    void interrupt_endsExchange() {
        var done = new CountDownLatch(1);
        var caller = Thread.currentThread();
        on("/", exchange -> {
            caller.interrupt();
            await(done);
        });

        var problem = assertThrows(NoResponseException.class, () -> http.exchange(get("/"), LIMIT));

        done.countDown();
        assertEquals(NoResponseException.Why.CANCELLED, problem.why());
        assertTrue(Thread.interrupted(), "the flag is set again");
    }

    @Test
    void interruptedCaller_sendsNothing() {
        on("/", exchange -> respond(exchange, 200, "ok"));
        Thread.currentThread().interrupt();

        var problem = assertThrows(NoResponseException.class, () -> http.exchange(get("/"), LIMIT));

        assertTrue(Thread.interrupted(), "the flag is set again");
        assertEquals(NoResponseException.Why.CANCELLED, problem.why());
        assertEquals("The caller had gone before the request left.", problem.getMessage());
        assertFalse(problem.mayHaveArrived());
        assertEquals(0, requests.get());
    }

    @Test
    void refusedConnection_hasSentNothing() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var request =
                new Request.Builder().url("http://127.0.0.1:" + port + "/").build();

        var problem = assertThrows(NoResponseException.class, () -> http.exchange(request, LIMIT));

        assertEquals(NoResponseException.Why.NETWORK, problem.why());
        assertFalse(problem.mayHaveArrived());
    }

    @Test
    void namesUnderLocalhost_areLoopback() throws Exception {
        var addresses = new LoopbackNames().lookup("tch7.tch.LocalHost");

        assertTrue(addresses.stream().allMatch(InetAddress::isLoopbackAddress), addresses.toString());
        assertEquals(
                List.of("127.0.0.1", "0:0:0:0:0:0:0:1"),
                addresses.stream().map(InetAddress::getHostAddress).toList());
    }

    /** Handles one exchange of the server. */
    @FunctionalInterface
    private interface ExchangeHandler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void on(String path, ExchangeHandler handler) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            cookies.set(exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getRequestBody().readAllBytes();
            handler.handle(exchange);
        });
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Request get(String path) {
        return new Request.Builder().url(base(server) + path).build();
    }

    private Request post(String path) {
        return new Request.Builder()
                .url(base(server) + path)
                .post(new OneShotBody("{}".getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
                .build();
    }

    private static Http client(HttpServer server) {
        var account = new AccountCredentials(new Secret("a%3D%3D"), new Secret("l%2B"), null);
        return new Http(new ConnectionSettings(
                ProxySettings.NONE, LIMIT, LIMIT, new AccountCookies(base(server), account, Clock.systemUTC()), 512));
    }

    private static URI base(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpServer unstarted() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
    }
}
