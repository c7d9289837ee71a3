package dev.poemcp.server.transport.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.protocol.FakeMethods;
import dev.poemcp.server.protocol.stateless.CacheHints;
import dev.poemcp.server.protocol.stateless.StateSigner;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import dev.poemcp.server.transport.AccountServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An HTTP server with test tools, and a client that sends arbitrary requests. */
final class HttpFixture implements AutoCloseable {
    static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"%s\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}";

    final FakeMethods methods = new FakeMethods("all");
    final HttpTransport http;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Added to the real time, so that tests need not wait. */
    private final AtomicLong clockOffset = new AtomicLong();

    HttpFixture(HttpServerConfig options) throws Exception {
        this(options, null);
    }

    /** @param servers null for a shared service with {@link #methods} */
    HttpFixture(HttpServerConfig options, @Nullable AccountServers servers) throws Exception {
        http = new HttpTransport(
                options,
                servers == null ? AccountServers.forOneAccount(service(methods)) : servers,
                () -> "reachable",
                () -> System.nanoTime() + clockOffset.get());
        http.start();
    }

    /** Advances the server's clock. */
    void advanceClock(Duration time) {
        clockOffset.addAndGet(time.toNanos());
    }

    /** Waits until no request, session or stream holds anything. */
    void awaitIdle() {
        awaitLoad(HttpTransport.Load.NONE::equals);
    }

    void awaitLoad(Predicate<HttpTransport.Load> expected) {
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!expected.test(http.load())) {
            if (System.nanoTime() > until) {
                throw new AssertionError("Still held: " + http.load());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    HttpFixture() throws Exception {
        this(HttpServerConfig.loopback(0));
    }

    static AccountServer service(FakeMethods methods) {
        var table = methods.table();
        var stateless = new StatelessServer(
                table, StateSigner.random(), new CacheHints(true, Duration.ofMinutes(1)), InstantSource.system(), null);
        return new AccountServer(table, () -> stateless, () -> methods.events().add("service closed"));
    }

    /** A service for a caller whose credentials Poe has not accepted. */
    static AccountServer unaccepted(FakeMethods methods) {
        var service = service(methods);
        return new AccountServer(service.table(), service.stateless(), () -> false, service.onClose());
    }

    static HttpServerConfig options(HttpLimits limits) {
        return new HttpServerConfig("127.0.0.1", 0, null, Set.of(), limits);
    }

    URI uri(String path) {
        return http.uri().resolve(path);
    }

    /** A valid POST to {@code /mcp} with these headers changed; an empty value omits the header. */
    HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        return client.send(request(body, headers), BodyHandlers.ofString());
    }

    /** Likewise, but returns when the head of the response has arrived. */
    HttpResponse<java.io.InputStream> stream(String body, String... headers) throws IOException, InterruptedException {
        return client.send(request(body, headers), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest request(String body, String... headers) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.put("Content-Type", "application/json");
        all.put("Accept", "application/json, text/event-stream");
        for (var i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        var request = HttpRequest.newBuilder(uri("/mcp")).timeout(Duration.ofSeconds(20));
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return request.POST(BodyPublishers.ofString(body)).build();
    }

    /** Opens a session of the revision; returns its id. */
    String session(String revision, String... headers) throws IOException, InterruptedException {
        return post(INITIALIZE.formatted(revision), headers)
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    static String call(int id, String tool, String text) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{\"text\":\"" + text + "\"},\"_meta\":{\"progressToken\":\"p" + id + "\"}}}";
    }

    static String statelessCall(int id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{\"text\":\"x\"}," + META + ",\"progressToken\":\"p\"}}}";
    }

    static String[] statelessHeaders(String method, String name) {
        return new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name};
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JsonRpc.JSON.readTree(response.body());
    }

    static int code(HttpResponse<String> response) throws IOException {
        return json(response).path("error").path("code").asInt();
    }

    /** A raw connection that has sent {@code head}. */
    Socket raw(String head) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), http.uri().getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    static String head(String body, Map<String, String> headers) {
        var head = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: localhost\r\n");
        var all = new TreeMap<>(Map.of(
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, text/event-stream",
                "Content-Length",
                String.valueOf(body.length())));
        all.putAll(headers);
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").append(body).toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
