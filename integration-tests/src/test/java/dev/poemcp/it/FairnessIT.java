package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Account;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Two users on one server with little memory: the load of one does not affect the other. */
@Isolated("measures under a load that would slow other tests")
@ExtendWith(ServerExtension.class)
final class FairnessIT {
    private static final int CALLS = 1_000;
    private static final int SESSIONS = 2_000;
    private static final int BAD_REQUESTS = 10_000;
    private static final int MEASURED = 200;
    /** Limit of one user. */
    private static final int LIMIT = 256;
    /** Concurrent requests of one kind, limited by available sockets. */
    private static final int MAX_CONCURRENT = 32;

    private static final int LARGE = 3_900_000;
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void userUnderHeavyLoad_affectsOnlyTheirOwnLimits(PoeEmulator poe, Servers servers) throws Exception {
        var server = servers.http(
                Launch.server().env("POE_BASE_URL", poe.url().toString()).jvmFlag("-Xmx256m"), "--multi-user");
        poe.bot("Slow")
                .answersInPieces(message -> List.of("a", "b", "c", "d", "e"))
                .every(Duration.ofMillis(400));
        var otherUser = new StatelessHttpClient("{}", headers(poe.account()));
        var busyHeaders = headers(poe.anotherBrowser());
        var busyUser = new StatelessHttpClient("{}", busyHeaders);
        assertServed(busyUser.tool(server.uri(), "get_settings", "{}"));
        var nanosAlone = new ArrayList<Long>();
        for (var i = 0; i < 2 * MEASURED; i++) {
            nanosAlone.add(measure(otherUser, server.uri()));
        }

        var calls = new ArrayList<CompletableFuture<JsonNode>>();
        for (var i = 0; i < CALLS; i++) {
            calls.add(busyUser.callAsync(
                    server.uri(),
                    "tools/call",
                    StatelessHttpClient.object("{\"name\":\"send_message\",\"arguments\":{\"bot\":\"Slow\",\""
                            + "message\":\"m" + i + "\"}}")));
        }
        var sessions = all(SESSIONS, i -> post(server.uri(), INITIALIZE, busyHeaders));
        var badRequests = all(BAD_REQUESTS, i -> sendBadRequest(server.uri(), i, busyHeaders));
        var nanosUnderLoad = new ArrayList<Long>();
        while (nanosUnderLoad.size() < MEASURED || !(sessions.isDone() && badRequests.isDone() && areDone(calls))) {
            nanosUnderLoad.add(measure(otherUser, server.uri()));
        }

        var rejectedCalls = 0;
        for (var call : calls) {
            var response = call.join();
            if (response.path("error").path("message").asText().contains("One user may have " + LIMIT + " calls")) {
                rejectedCalls++;
            } else {
                assertEquals(
                        "abcde",
                        response.path("result")
                                .path("structuredContent")
                                .path("text")
                                .asText(),
                        response::toString);
            }
        }
        // The sessions and bad requests under way count against the limit of calls too.
        var others = 2 * MAX_CONCURRENT;
        assertTrue(
                rejectedCalls > 0 && rejectedCalls <= CALLS - LIMIT + others, rejectedCalls + " calls were rejected");
        var opened = new ArrayList<String>();
        var rejectedSessions = 0;
        for (var response : sessions.join()) {
            if (response.statusCode() == 429) {
                // Opening a session is also a call, so either limit may apply first.
                assertTrue(response.body().contains("One user may have " + LIMIT), response::body);
                rejectedSessions++;
            } else {
                opened.add(response.headers().firstValue("Mcp-Session-Id").orElseThrow());
            }
        }
        assertTrue(opened.size() <= LIMIT, opened.size() + " were opened");
        assertTrue(rejectedSessions >= SESSIONS - LIMIT, rejectedSessions + " were rejected");
        badRequests
                .join()
                .forEach(response -> assertTrue(
                        response.statusCode() >= 400 && response.statusCode() < 500,
                        () -> response.statusCode() + ": " + response.body()));
        print(nanosAlone.subList(MEASURED, 2 * MEASURED), nanosUnderLoad, rejectedCalls);

        assertLimitsAreFree(server.uri(), busyUser, busyHeaders, opened);
    }

    /** The full limits of the user are available again. */
    private void assertLimitsAreFree(
            URI server, StatelessHttpClient busyUser, Map<String, String> headers, List<String> opened) {
        for (var id : opened) {
            var delete = request(server.resolve("/mcp"), headers)
                    .header("Mcp-Session-Id", id)
                    .DELETE();
            assertEquals(204, send(delete).join().statusCode());
        }
        all(LIMIT, i -> post(server, INITIALIZE, headers))
                .join()
                .forEach(response -> assertEquals(200, response.statusCode(), response::body));
        var newCalls = new ArrayList<CompletableFuture<JsonNode>>();
        for (var i = 0; i < LIMIT; i++) {
            newCalls.add(busyUser.callAsync(
                    server, "tools/call", StatelessHttpClient.object("{\"name\":\"get_settings\",\"arguments\":{}}")));
        }
        newCalls.forEach(call -> assertServed(call.join()));
        for (var i = 0; i < 20; i++) {
            var large = post(server, INITIALIZE + " ".repeat(LARGE), headers).join();
            assertEquals(429, large.statusCode(), "the body is read, and the session limit is reached");
            assertTrue(large.body().contains("sessions"), large::body);
        }
    }

    private static Map<String, String> headers(Account account) {
        return Map.of("X-Poe-P-B", account.pB(), "X-Poe-P-Lat", account.pLat());
    }

    private static long measure(StatelessHttpClient user, URI server) {
        var start = System.nanoTime();
        assertServed(user.tool(server, "get_settings", "{}"));
        return System.nanoTime() - start;
    }

    private static void assertServed(JsonNode response) {
        assertTrue(response.path("result").path("structuredContent").has("points"), response::toString);
    }

    private static boolean areDone(List<? extends CompletableFuture<?>> all) {
        return all.stream().allMatch(CompletableFuture::isDone);
    }

    private CompletableFuture<HttpResponse<String>> sendBadRequest(URI server, int index, Map<String, String> headers) {
        return switch (index % 4) {
            case 0 -> post(server, "{", headers);
            case 1 -> post(server, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", headers);
            case 2 ->
                send(request(server.resolve("/message?sessionId=unknown"), headers)
                        .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")));
            default ->
                send(request(server.resolve("/mcp"), headers)
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/call")
                        .header("Mcp-Name", "=?base64?=")
                        .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                                + "\"params\":{\"name\":\"x\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":"
                                + "\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}")));
        };
    }

    private CompletableFuture<HttpResponse<String>> post(URI server, String body, Map<String, String> headers) {
        return send(request(server.resolve("/mcp"), headers).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(URI uri, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        headers.forEach(request::header);
        return request;
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Sends {@code count} requests on another thread, with limited concurrency. */
    private static CompletableFuture<List<HttpResponse<String>>> all(
            int count, IntFunction<CompletableFuture<HttpResponse<String>>> sender) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var permits = new Semaphore(MAX_CONCURRENT);
                    var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
                    for (var i = 0; i < count; i++) {
                        permits.acquireUninterruptibly();
                        sent.add(sender.apply(i).whenComplete((ignored, failure) -> permits.release()));
                    }
                    return sent.stream().map(CompletableFuture::join).toList();
                },
                work -> new Thread(work, "load").start());
    }

    /** Prints the latencies without asserting them, since they depend on the load of the machine. */
    private static void print(List<Long> nanosAlone, List<Long> nanosUnderLoad, int rejectedCalls) {
        var before = p99(nanosAlone);
        var during = p99(nanosUnderLoad);
        System.out.printf(
                "Fairness: p99 alone %.1f ms, under load of %d calls (%d rejected), %d sessions and %d bad requests"
                        + " %.1f ms (%d calls), ratio %.2f%n",
                before / 1e6,
                CALLS,
                rejectedCalls,
                SESSIONS,
                BAD_REQUESTS,
                during / 1e6,
                nanosUnderLoad.size(),
                (double) during / before);
    }

    private static long p99(List<Long> nanos) {
        return nanos.stream().sorted().toList().get((nanos.size() * 99 - 1) / 100);
    }
}
