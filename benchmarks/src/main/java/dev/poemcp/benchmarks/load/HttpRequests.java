package dev.poemcp.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.poemcp.benchmarks.protocol.Messages;
import dev.poemcp.benchmarks.protocol.Revision;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls as HTTP/1.1 requests. */
final class HttpRequests {
    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final String SESSION_HEADER = "Mcp-Session-Id";
    private static final Map<String, String> CONTENT = Map.of(
            "Content-Type", "application/json",
            "Accept", "application/json, text/event-stream");

    private HttpRequests() {}

    /**
     * A request that brings its metadata.
     *
     * @param body a call of the tool with {@link CallTemplate#ID}
     */
    static CallTemplate stateless(URI address, String tool, String body) {
        return template(
                address,
                Map.of(VERSION_HEADER, Revision.STATELESS.version(), "Mcp-Method", "tools/call", "Mcp-Name", tool),
                body);
    }

    /** A request in a session, which it opens. */
    static CallTemplate inNewSession(URI address, String body) throws IOException, InterruptedException {
        var http = HttpClient.newHttpClient();
        String session = post(http, address, Map.of(), Messages.INITIALIZE)
                .headers()
                .firstValue(SESSION_HEADER)
                .orElseThrow(() -> new IOException("The server opened no session"));
        Map<String, String> headers = Map.of(VERSION_HEADER, Revision.SESSION.version(), SESSION_HEADER, session);
        post(http, address, headers, Messages.INITIALIZED);
        return template(address, headers, body);
    }

    /** A message to a bot by Poe's official API. */
    static CallTemplate botQuery(URI address, String key) {
        return template(
                address,
                Map.of("Authorization", "Bearer " + key),
                "{\"version\":\"1.2\",\"type\":\"query\",\"user_id\":\"\",\"conversation_id\":\"\","
                        + "\"message_id\":\"" + CallTemplate.ID + "\",\"query\":[{\"role\":\"user\","
                        + "\"content\":\"go\",\"content_type\":\"text/markdown\"}]}");
    }

    private static HttpResponse<String> post(HttpClient http, URI address, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body));
        CONTENT.forEach(request::header);
        headers.forEach(request::header);
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Status " + response.statusCode() + ": " + response.body());
        }
        return response;
    }

    private static CallTemplate template(URI address, Map<String, String> headers, String body) {
        return new CallTemplate("POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n"
                + lines(CONTENT) + lines(headers) + "Content-Length: " + body.getBytes(US_ASCII).length + "\r\n\r\n"
                + body);
    }

    private static String lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
    }
}
