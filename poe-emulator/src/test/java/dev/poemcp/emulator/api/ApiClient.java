package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client written from docs/official-api.md. */
final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI url;
    private final String key;

    ApiClient(PoeEmulator poe, String key) {
        this.url = poe.apiUrl();
        this.key = key;
        http = url.getScheme().equals("https")
                ? HttpClient.newBuilder().sslContext(poe.trust().context()).build()
                : HttpClient.newHttpClient();
    }

    ApiClient(PoeEmulator poe) {
        this(poe, poe.apiKey());
    }

    /** One event of a stream; name {@code message} if it has none. */
    record Event(String name, String data) {
        JsonNode json() throws IOException {
            return JSON.readTree(data);
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    JsonNode getJson(String path) throws IOException, InterruptedException {
        var response = get(path);
        assertStatus(200, response);
        return JSON.readTree(response.body());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(posted(path, json));
    }

    HttpRequest posted(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    JsonNode chat(String json) throws IOException, InterruptedException {
        var response = post("/v1/chat/completions", json);
        assertStatus(200, response);
        return JSON.readTree(response.body());
    }

    List<Event> events(String path, String json) throws IOException, InterruptedException {
        var response = post(path, json);
        assertStatus(200, response);
        var type = response.headers().firstValue("content-type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            throw new AssertionError("not a stream: " + type);
        }
        return events(response.body());
    }

    static List<Event> events(String body) {
        var events = new ArrayList<Event>();
        for (var block : body.split("\n\n", -1)) {
            if (block.isEmpty()) {
                continue;
            }
            var lines = Arrays.asList(block.split("\n", -1));
            events.add(new Event(
                    field(lines, "event: ").isEmpty() ? "message" : field(lines, "event: "), field(lines, "data: ")));
        }
        return events;
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + key);
    }

    HttpClient http() {
        return http;
    }

    /** A body for chat completions. */
    static String question(String model, String text, String moreFields) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]"
                + (moreFields.isEmpty() ? "" : "," + moreFields) + "}";
    }

    /** A body for the bot query protocol; {@code moreOfMessage} and {@code moreFields} start with a comma. */
    static String query(String text, String moreOfMessage, String moreFields) {
        return "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":\"" + text
                + "\",\"content_type\":\"text/markdown\"" + moreOfMessage + "}],\"user_id\":\"\","
                + "\"conversation_id\":\"\",\"message_id\":\"\"" + moreFields + "}";
    }

    static void assertStatus(int expected, HttpResponse<String> response) {
        if (response.statusCode() != expected) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
    }

    private static String field(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
    }
}
