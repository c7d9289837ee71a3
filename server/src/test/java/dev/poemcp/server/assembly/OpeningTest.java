package dev.poemcp.server.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.opening.Opening;
import dev.poemcp.server.opening.PreparedAnswers;
import dev.poemcp.server.policy.files.AttachmentOpener;
import dev.poemcp.server.policy.files.FilePolicy;
import dev.poemcp.server.policy.points.PointsLedger;
import dev.poemcp.server.settings.SettingsReader;
import dev.poemcp.server.transport.stdio.BoundedLines;
import dev.poemcp.server.transport.stdio.StdioTransport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

/** With the opening in front, a client reads just what it would read without. */
final class OpeningTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String META = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"t"}}""";
    private static final List<String> STATELESS = stateless("{}");

    /** Capabilities of a client that shows views. */
    private static final String VIEWS =
            "{\"extensions\":{\"io.modelcontextprotocol/ui\":{\"mimeTypes\":[\"text/html;profile=mcp-app\"]}}}";

    private static List<String> stateless(String capabilities) {
        var meta = META.replace("Capabilities\":{}", "Capabilities\":" + capabilities);
        return List.of(
                request("\"d\"", "server/discover", "{" + meta + "}"), request("2", "tools/list", "{" + meta + "}"));
    }

    private static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static String initialize(String revision) {
        return initialize(revision, "{\"roots\":{\"listChanged\":true},\"elicitation\":{}}");
    }

    private static String initialize(String revision, String capabilities) {
        return request(
                "0",
                "initialize",
                "{\"protocolVersion\":\"" + revision + "\",\"capabilities\":" + capabilities
                        + ",\"clientInfo\":{\"name\":\"é\",\"version\":\"1\",\"title\":\"x\"}}");
    }

    private static List<String> session(String revision) {
        return openedBy(initialize(revision));
    }

    private static List<String> openedBy(String initialize) {
        return List.of(initialize, INITIALIZED, request("1", "tools/list", "{}"), request("\"a-b\"", "ping", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2030-01-01", ""})
    void session_isAnsweredAtOnceInEveryRevision(String revision) throws Exception {
        for (var sandbox : List.of(false, true)) {
            var server = new Server(Map.of(), true, sandbox);

            assertEquals(3, server.answersOfOpening(session(revision)).size());
            server.assertSame(session(revision));
        }
    }

    @Test
    void statelessRequests_areAnsweredAtOnce() throws Exception {
        for (var sandbox : List.of(false, true)) {
            var server = new Server(Map.of(), true, sandbox);

            assertEquals(2, server.answersOfOpening(STATELESS).size());
            server.assertSame(STATELESS);
        }
    }

    @Test
    void clientThatShowsViews_isToldThemAtOnce() throws Exception {
        for (var toolsets : List.of("all", "models", "account")) {
            var server = new Server(Map.of("POE_TOOLSETS", toolsets), true, false);
            for (var lines : List.of(openedBy(initialize("2025-11-25", VIEWS)), stateless(VIEWS))) {
                var answers = server.answersOfOpening(lines);

                assertEquals(lines.size() - (lines.contains(INITIALIZED) ? 1 : 0), answers.size());
                assertEquals(!toolsets.equals("account"), answers.toString().contains("ui://poe/points"));
                server.assertSame(lines);
            }
        }
    }

    @Test
    void oddAnnouncementsOfViews_getTheSameAnswers() throws Exception {
        var server = new Server(Map.of("POE_TOOLSETS", "models"), true, false);
        for (var odd : List.of(
                VIEWS.replace("/html", "/plain"),
                VIEWS.replace("[", "{\"0\":").replace("]", "}"),
                VIEWS.replaceAll("\\[.*]", "null"),
                VIEWS.replaceAll("\\{\"mime.*]}", "[]"),
                VIEWS.replace("[", "[7,null,[],"),
                "{\"extensions\":null}",
                "{\"extensions\":[]}")) {
            server.assertSame(openedBy(initialize("2025-06-18", odd)));
            server.assertSame(stateless(odd));
        }
    }

    @Test
    void tools_areTheSameUnderAllSettings() throws Exception {
        var credentials = List.of(
                Map.<String, String>of(),
                Map.of("POE_P_B", "b"),
                Map.of("POE_API_KEY", "k"),
                Map.of("POE_P_B", "b", "POE_API_KEY", "k"));
        for (var toolsets : List.of("all", "messages", "bots", "chats", "account", "models", "bots,models")) {
            for (var readOnly : List.of("true", "false")) {
                for (var configured : credentials) {
                    var environment = new HashMap<>(configured);
                    environment.put("POE_TOOLSETS", toolsets);
                    environment.put("POE_READ_ONLY", readOnly);
                    var all = new ArrayList<>(session("2025-11-25"));
                    all.addAll(STATELESS);
                    new Server(environment, true, false).assertSame(all);
                }
            }
        }
    }

    @Test
    void descriptions_areTheSameUnderAllSettings() throws Exception {
        for (var localFiles : List.of(true, false)) {
            for (var wait : List.of("50", "7", "0")) {
                var environment = Map.of("POE_WAIT_SECONDS", wait, "POE_TOOLS", "delete_chat");
                new Server(environment, localFiles, false).assertSame(session("2025-06-18"));
            }
        }
    }

    @Test
    void whatFollowsTheOpening_getsTheSameAnswers() throws Exception {
        var server = new Server(Map.of(), true, false);
        var call = request("7", "tools/call", "{\"name\":\"no_such_tool\"}");

        for (var next : List.of(
                call,
                initialize("2025-11-25"),
                request("8", "tools/list", "{\"cursor\":\"x\"}"),
                request("9", "tools/list", "{" + META + ",\"cursor\":\"x\"}"),
                request("10", "server/discover", "{" + META.replace("2026-07-28", "2027-01-01") + "}"),
                request("11", "ping", "{" + META + "}"),
                request("12", "ping", "[]"),
                request("null", "ping", "{}"),
                request("1.5", "ping", "{}"),
                request("99999999999999999999", "ping", "{}"),
                request("-0", "ping", "{}"),
                request("\"\\u0041\"", "ping", "{}"),
                request("\"é\"", "tools/list", "{}"),
                request("13", "tools/list", "null"),
                "[" + request("14", "ping", "{}") + "]",
                "{\"jsonrpc\":\"2.0\",\"id\":15,\"result\":{}}",
                "{\"jsonrpc\":\"1.0\",\"id\":16,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":17,\"method\":\"ping\",\"extra\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":18}",
                "no JSON",
                "  ",
                "x".repeat(100_000))) {
            var lines = new ArrayList<>(session("2025-03-26"));
            lines.addAll(List.of(next, request("20", "ping", "{}"), call.replace("\"id\":7", "\"id\":30")));

            server.assertSame(lines);
            server.assertSame(List.of(next, call));
        }
    }

    @Test
    void oddHandshakes_getTheSameAnswers() throws Exception {
        var server = new Server(Map.of(), true, false);
        for (var params : List.of(
                "{}",
                "{\"protocolVersion\":5}",
                "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"roots\":5},\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
                "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":[],\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
                "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"a\"}}",
                "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}")) {
            server.assertSame(List.of(request("1", "initialize", params), request("2", "tools/list", "{}")));
        }
    }

    @Test
    void brokenLines_getTheSameAnswers() throws Exception {
        var server = new Server(Map.of("POE_TOOLSETS", "models"), true, false);
        var random = new Random(42);
        var lines = new ArrayList<>(session("2025-11-25"));
        lines.addAll(STATELESS);
        for (var i = 0; i < 300; i++) {
            var line = new StringBuilder(lines.get(random.nextInt(lines.size())));
            var at = random.nextInt(line.length());
            switch (random.nextInt(3)) {
                case 0 -> line.deleteCharAt(at);
                case 1 -> line.insert(at, line.charAt(random.nextInt(line.length())));
                default -> line.setCharAt(at, (char) (' ' + random.nextInt(96)));
            }
            server.assertSame(List.of(initialize("2025-11-25"), line.toString()));
        }
    }

    @Test
    void endOfInput_endsTheOpening() throws Exception {
        var server = new Server(Map.of(), true, false);

        assertNull(server.opening(input(session("2025-11-25")), new ByteArrayOutputStream()));
    }

    private static BoundedLines input(List<String> lines) {
        return new BoundedLines(
                new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(UTF_8)),
                StdioTransport.MAX_LINE_BYTES);
    }

    /** One server, asked with the opening in front and without. */
    private static final class Server {
        private final AccountServices services;
        private final PreparedAnswers answers;

        Server(Map<String, String> environment, boolean localFiles, boolean sandbox) {
            var complete = new HashMap<>(environment);
            complete.put("XDG_CONFIG_HOME", "/nonexistent");
            var settings = new SettingsReader(complete, Map.of()).read();
            var folder = Path.of("").toAbsolutePath();
            services = new AccountServices(
                    settings,
                    sandbox,
                    new AttachmentOpener(
                            new FilePolicy(localFiles ? List.of(folder) : List.of(), folder, folder), () -> {
                                throw new AssertionError("nothing is fetched");
                            }),
                    new PointsLedger(),
                    () -> Mockito.mock(PoeClient.class),
                    () -> {});
            answers = PreparedAnswers.read(services.toolFilter(), localFiles, settings.replyWait(), sandbox);
        }

        Opening.@Nullable Rest opening(BoundedLines in, ByteArrayOutputStream out) throws IOException {
            return new Opening(answers, () -> {}).serve(in, out);
        }

        List<JsonNode> answersOfOpening(List<String> lines) throws IOException {
            var out = new ByteArrayOutputStream();
            var unused = opening(input(lines), out);
            return parsed(out);
        }

        void assertSame(List<String> lines) throws Exception {
            var expected = new ByteArrayOutputStream();
            transport(input(lines), expected).serve();
            var actual = new ByteArrayOutputStream();
            var rest = opening(input(lines), actual);
            if (rest != null) {
                var transport = transport(rest.lines(), actual);
                if (rest.initialize() != null) {
                    transport.replay(rest.initialize());
                }
                transport.serve();
            }
            assertEquals(parsed(expected), parsed(actual), lines::toString);
        }

        private StdioTransport transport(BoundedLines in, ByteArrayOutputStream out) {
            // A version as in the build.
            var server = services.server(true, Objects.requireNonNull(System.getProperty("project.version")));
            return new StdioTransport(in, out, server.table(), server.stateless());
        }

        /** In the order of their ids, since calls run concurrently. */
        private static List<JsonNode> parsed(ByteArrayOutputStream out) throws JsonProcessingException {
            var responses = new ArrayList<JsonNode>();
            for (var line : Arrays.asList(out.toString(UTF_8).split("\n", -1))) {
                if (!line.isEmpty()) {
                    responses.add(JSON.readTree(line));
                }
            }
            responses.sort(Comparator.comparing(response -> response.path("id").toString()));
            return responses;
        }
    }
}
