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
import org.junit.jupiter.api.parallel.Isolated;

/** Two users on one server with little memory: what one of them does is not the other's trouble. */
@Isolated("measures under a load that would starve others")
final class FairnessIT {
    private static final int CALLS = 1_000;
    private static final int SESSIONS = 2_000;
    private static final int BAD_REQUESTS = 10_000;
    private static final int MEASURED = 200;
    /** What one user may have at a time. */
    private static final int LIMIT = 256;
    /** Requests of one kind on their way at a time, for want of sockets. */
    private static final int AT_ONCE = 32;

    private static final int LARGE = 3_900_000;
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void userWhoAsksForEverythingAtOnce_meetsTheirOwnLimitsOnly() throws Exception {
        try (var poe = PoeEmulator.start();
                var server = HttpServer.start(
                        Launch.server()
                                .env("POE_BASE_URL", poe.url().toString())
                                .jvmFlag("-Xmx256m"),
                        "--multi-user")) {
            poe.bot("Slow")
                    .answersInPieces(message -> List.of("a", "b", "c", "d", "e"))
                    .every(Duration.ofMillis(400));
            var quiet = new ModernHttp("{}", headers(poe.account()));
            var noisyHeaders = headers(poe.anotherBrowser());
            var noisy = new ModernHttp("{}", noisyHeaders);
            assertServed(noisy.tool(server.uri(), "get_settings", "{}"));
            var alone = new ArrayList<Long>();
            for (var i = 0; i < 2 * MEASURED; i++) {
                alone.add(measure(quiet, server.uri()));
            }

            var calls = new ArrayList<CompletableFuture<JsonNode>>();
            for (var i = 0; i < CALLS; i++) {
                calls.add(noisy.callAsync(
                        server.uri(),
                        "tools/call",
                        ModernHttp.object("{\"name\":\"send_message\",\"arguments\":{\"bot\":\"Slow\",\"message\":\"m"
                                + i + "\"}}")));
            }
            var sessions = all(SESSIONS, i -> post(server.uri(), INITIALIZE, noisyHeaders));
            var bad = all(BAD_REQUESTS, i -> bad(server.uri(), i, noisyHeaders));
            var beside = new ArrayList<Long>();
            while (beside.size() < MEASURED || !(sessions.isDone() && bad.isDone() && areDone(calls))) {
                beside.add(measure(quiet, server.uri()));
            }

            var refusedCalls = 0;
            for (var call : calls) {
                var answer = call.join();
                if (answer.path("error").path("message").asText().contains("One user may have " + LIMIT + " calls")) {
                    refusedCalls++;
                } else {
                    assertEquals(
                            "abcde",
                            answer.path("result")
                                    .path("structuredContent")
                                    .path("text")
                                    .asText(),
                            answer::toString);
                }
            }
            assertTrue(refusedCalls > 0 && refusedCalls <= CALLS - LIMIT, refusedCalls + " calls were refused");
            var opened = new ArrayList<String>();
            var refusedSessions = 0;
            for (var answer : sessions.join()) {
                if (answer.statusCode() == 429) {
                    // Opening a session is a call, too, so whichever limit of the user's own is met first.
                    assertTrue(answer.body().contains("One user may have " + LIMIT), answer::body);
                    refusedSessions++;
                } else {
                    opened.add(answer.headers().firstValue("Mcp-Session-Id").orElseThrow());
                }
            }
            assertTrue(opened.size() <= LIMIT, opened.size() + " were opened");
            assertTrue(refusedSessions >= SESSIONS - LIMIT, refusedSessions + " were refused");
            bad.join()
                    .forEach(answer -> assertTrue(
                            answer.statusCode() >= 400 && answer.statusCode() < 500,
                            () -> answer.statusCode() + ": " + answer.body()));
            print(alone.subList(MEASURED, 2 * MEASURED), beside, refusedCalls);

            assertNothingIsHeld(server.uri(), noisy, noisyHeaders, opened);
        }
    }

    /** As much as one user may have is to be had again. */
    private void assertNothingIsHeld(URI server, ModernHttp noisy, Map<String, String> headers, List<String> opened) {
        for (var id : opened) {
            var delete = request(server.resolve("/mcp"), headers)
                    .header("Mcp-Session-Id", id)
                    .DELETE();
            assertEquals(204, send(delete).join().statusCode());
        }
        all(LIMIT, i -> post(server, INITIALIZE, headers))
                .join()
                .forEach(answer -> assertEquals(200, answer.statusCode(), answer::body));
        var again = new ArrayList<CompletableFuture<JsonNode>>();
        for (var i = 0; i < LIMIT; i++) {
            again.add(noisy.callAsync(
                    server, "tools/call", ModernHttp.object("{\"name\":\"get_settings\",\"arguments\":{}}")));
        }
        again.forEach(call -> assertServed(call.join()));
        for (var i = 0; i < 20; i++) {
            var large = post(server, INITIALIZE + " ".repeat(LARGE), headers).join();
            assertEquals(429, large.statusCode(), "read and parsed: the sessions are all open");
            assertTrue(large.body().contains("sessions"), large::body);
        }
    }

    private static Map<String, String> headers(Account account) {
        return Map.of("X-Poe-P-B", account.pB(), "X-Poe-P-Lat", account.pLat());
    }

    private static long measure(ModernHttp user, URI server) {
        var start = System.nanoTime();
        assertServed(user.tool(server, "get_settings", "{}"));
        return System.nanoTime() - start;
    }

    private static void assertServed(JsonNode answer) {
        assertTrue(answer.path("result").path("structuredContent").has("points"), answer::toString);
    }

    private static boolean areDone(List<? extends CompletableFuture<?>> all) {
        return all.stream().allMatch(CompletableFuture::isDone);
    }

    private CompletableFuture<HttpResponse<String>> bad(URI server, int which, Map<String, String> headers) {
        return switch (which % 4) {
            case 0 -> post(server, "{", headers);
            case 1 -> post(server, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", headers);
            case 2 ->
                send(request(server.resolve("/message?sessionId=nobody"), headers)
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

    /** Sends so many, a few at a time, on a thread of its own. */
    private static CompletableFuture<List<HttpResponse<String>>> all(
            int count, IntFunction<CompletableFuture<HttpResponse<String>>> sender) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var free = new Semaphore(AT_ONCE);
                    var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
                    for (var i = 0; i < count; i++) {
                        free.acquireUninterruptibly();
                        sent.add(sender.apply(i).whenComplete((ignored, failure) -> free.release()));
                    }
                    return sent.stream().map(CompletableFuture::join).toList();
                },
                work -> new Thread(work, "noise").start());
    }

    /** For the record only: how long it takes depends on what else the machine does. */
    private static void print(List<Long> alone, List<Long> beside, int refusedCalls) {
        var before = p99(alone);
        var during = p99(beside);
        System.out.printf(
                "Fairness: p99 alone %.1f ms, beside %d calls (%d refused), %d sessions and %d bad requests %.1f ms"
                        + " (%d calls), ratio %.2f%n",
                before / 1e6,
                CALLS,
                refusedCalls,
                SESSIONS,
                BAD_REQUESTS,
                during / 1e6,
                beside.size(),
                (double) during / before);
    }

    private static long p99(List<Long> nanos) {
        return nanos.stream().sorted().toList().get((nanos.size() * 99 - 1) / 100);
    }
}
