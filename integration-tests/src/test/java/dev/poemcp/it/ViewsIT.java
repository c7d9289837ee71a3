package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views exist for the clients that announce them, and for no others, in every revision and on every transport. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class ViewsIT {
    /** A session must not use an id twice. */
    private static final AtomicInteger IDS = new AtomicInteger();

    static final ObjectNode CAPABILITIES = StatelessHttpClient.object(
            "{\"extensions\":{\"io.modelcontextprotocol/ui\":{\"mimeTypes\":[\"text/html;profile=mcp-app\"]}}}");

    private static final Map<String, String> VIEWS = Map.of(
            "compare_bots", "ui://poe/comparison",
            "send_message", "ui://poe/gallery",
            "retry_message", "ui://poe/gallery",
            "get_reply", "ui://poe/gallery",
            "get_points_balance", "ui://poe/points",
            "get_usage_history", "ui://poe/points",
            "get_chat_messages", "ui://poe/transcript");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final PoeEmulator poe;
    private final Servers servers;
    private final HttpServer http;
    private final HttpServer multiUser;

    ViewsIT(PoeEmulator poe, Servers servers, HttpServer http) {
        this.poe = poe;
        this.servers = servers;
        this.http = http;
        this.multiUser = servers.http(Launch.withoutCredentials(poe), "--multi-user");
    }

    /** Sends a request; returns the response. */
    private interface Client {
        JsonNode ask(String method, ObjectNode params);
    }

    /** Each transport in the revisions that it has. */
    static List<String> ways() {
        return List.of(
                "stdio session",
                "stdio stateless",
                "http session",
                "http stateless",
                "sse session",
                "multi-user session",
                "multi-user stateless");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void clientThatAnnouncesViews_isToldAndGivenThem(String way) throws Exception {
        var client = client(way, CAPABILITIES);
        var views = new TreeMap<String, String>();
        for (JsonNode tool : client.ask("tools/list", object()).path("result").path("tools")) {
            if (tool.has("_meta")) {
                views.put(
                        tool.path("name").asText(),
                        tool.path("_meta").path("ui").path("resourceUri").asText());
            }
        }

        assertEquals(VIEWS, views);
        for (var uri : VIEWS.values()) {
            JsonNode content = client.ask("resources/read", object("uri", uri))
                    .path("result")
                    .path("contents")
                    .path(0);
            assertEquals(uri, content.path("uri").asText());
            assertEquals("text/html;profile=mcp-app", content.path("mimeType").asText());
            assertTrue(content.path("text").asText().startsWith("<!doctype html>"), content::toString);
            JsonNode meta = content.path("_meta").path("ui");
            assertTrue(meta.path("prefersBorder").isBoolean(), meta::toString);
            assertEquals("[]", meta.path("csp").path("resourceDomains").toString(), "views load nothing");
        }
        assertFalse(lists(client).contains("ui://"), "views are found through the tools only");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void otherClients_findNoViews(String way) throws Exception {
        var client = client(way, object());

        String tools = client.ask("tools/list", object()).toString();
        assertFalse(tools.contains("ui://") || tools.contains("\"ui\""), tools);
        assertFalse(lists(client).contains("ui://"));
        for (var uri : VIEWS.values()) {
            assertEquals(unknown(client, "ui://poe/nothing").replace("ui://poe/nothing", uri), unknown(client, uri));
        }
    }

    private static String unknown(Client client, String uri) {
        JsonNode error = client.ask("resources/read", object("uri", uri)).path("error");
        assertTrue(error.path("code").isInt(), error::toString);
        return error.toString();
    }

    private static String lists(Client client) {
        var found = new StringBuilder();
        for (var method : List.of("resources/list", "resources/templates/list", "prompts/list")) {
            found.append(client.ask(method, object()).path("result"));
        }
        return found.toString();
    }

    private Client client(String way, ObjectNode capabilities) throws Exception {
        var account = Map.of(
                "X-Poe-P-B", poe.account().pB(), "X-Poe-P-Lat", poe.account().pLat());
        return switch (way) {
            case "stdio session" -> {
                var host = servers.attach(Launch.serverFor(poe));
                host.initialize(HostSession.NEWEST_VERSION, capabilities);
                yield (method, params) -> host.await(host.request(method, params));
            }
            case "stdio stateless" -> {
                var host = servers.attach(Launch.serverFor(poe));
                yield (method, params) -> host.await(host.request(
                        method,
                        params.set(
                                "_meta",
                                object(
                                        "io.modelcontextprotocol/protocolVersion",
                                        "2026-07-28",
                                        "io.modelcontextprotocol/clientCapabilities",
                                        capabilities))));
            }
            case "http session" -> httpSession(http.uri(), capabilities, Map.of());
            case "multi-user session" -> httpSession(multiUser.uri(), capabilities, account);
            case "sse session" -> sseSession(http.uri(), capabilities);
            case "http stateless" -> stateless(http.uri(), capabilities, Map.of());
            default -> stateless(multiUser.uri(), capabilities, account);
        };
    }

    private static Client stateless(URI server, ObjectNode capabilities, Map<String, String> headers) {
        var client = new StatelessHttpClient(capabilities.toString(), headers);
        return (method, params) -> client.call(server, method, params);
    }

    private static Client httpSession(URI server, ObjectNode capabilities, Map<String, String> credentials) {
        var headers = new TreeMap<>(credentials);
        var mcp = server.resolve("/mcp");
        headers.put(
                "Mcp-Session-Id",
                post(mcp, credentials, "initialize", initialize(capabilities))
                        .headers()
                        .firstValue("Mcp-Session-Id")
                        .orElseThrow());
        return (method, params) -> {
            String body = post(mcp, headers, method, params).body();
            return body.startsWith("{")
                    ? StatelessHttpClient.object(body)
                    : nextMessage(body.lines().iterator());
        };
    }

    private static Client sseSession(URI server, ObjectNode capabilities) {
        var stream = HTTP.sendAsync(
                        HttpRequest.newBuilder(server.resolve("/sse"))
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofLines())
                .join()
                .body()
                .iterator();
        var endpoint = server.resolve(nextData(stream));
        Client client = (method, params) -> {
            post(endpoint, Map.of(), method, params);
            return nextMessage(stream);
        };
        client.ask("initialize", initialize(capabilities));
        return client;
    }

    private static JsonNode nextMessage(Iterator<String> lines) {
        return StatelessHttpClient.object(nextData(lines));
    }

    private static String nextData(Iterator<String> lines) {
        String line = lines.next();
        while (!line.startsWith("data:")) {
            line = lines.next();
        }
        return line.substring("data:".length()).strip();
    }

    private static ObjectNode initialize(ObjectNode capabilities) {
        return object(
                "protocolVersion",
                HostSession.NEWEST_VERSION,
                "capabilities",
                capabilities,
                "clientInfo",
                object("name", "it", "version", "1"));
    }

    private static HttpResponse<String> post(
            URI endpoint, Map<String, String> headers, String method, ObjectNode params) {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(
                        object("jsonrpc", "2.0", "id", IDS.incrementAndGet(), "method", method, "params", params)
                                .toString()));
        headers.forEach(request::header);
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }
}
