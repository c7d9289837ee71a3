package dev.poemcp.server.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This program as a child process, started as a host starts it, with the client's end of its stdio. Not thread-safe.
 */
public final class ChildServer implements AutoCloseable {
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final OutputStream input;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(1000);
    private long lastId;

    private ChildServer(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        var reader = new Thread(this::read, "server's stdout");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * The command line of this program, with this JVM.
     *
     * @param jvmFlags beyond those of every server on stdio
     */
    public static List<String> command(List<String> jvmFlags) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xlog:disable", "-Xlog:all=error:stderr"));
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.poemcp.server.Main"));
        return command;
    }

    /** @param server the command line, the environment and where stderr goes */
    public static ChildServer start(ProcessBuilder server) throws IOException {
        return new ChildServer(server.start());
    }

    /**
     * Opens a session.
     *
     * @param client name of the host that is played
     * @return what the server says about itself
     */
    public JsonNode initialize(String client) throws IOException, InterruptedException {
        var result = request(
                "initialize",
                Map.of(
                        "protocolVersion", "2025-11-25",
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", client, "version", "1")),
                unused -> {});
        write("notifications/initialized", Map.of(), null);
        return result;
    }

    /**
     * Sends a request and waits for its response.
     *
     * @param onProgress receives the message of each progress notification
     * @return the result
     * @throws IOException when the server responds with an error, does not respond in time, or has ended
     */
    public JsonNode request(String method, Map<String, Object> params, Consumer<String> onProgress)
            throws IOException, InterruptedException {
        var id = ++lastId;
        write(method, params, id);
        while (true) {
            var line = lines.poll(RESPONSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (line == null || line.isEmpty()) {
                throw new IOException("The server did not answer " + method + ".");
            }
            var message = JSON.readTree(line.get());
            if (message.path("method").asText().equals("notifications/progress")) {
                onProgress.accept(message.path("params").path("message").asText());
            } else if (message.path("id").asLong() == id && !message.has("method")) {
                if (message.has("error")) {
                    throw new IOException(method + " failed: "
                            + message.path("error").path("message").asText());
                }
                return message.path("result");
            }
        }
    }

    private void write(String method, Map<String, Object> params, @Nullable Long id) throws IOException {
        var message = new LinkedHashMap<String, Object>();
        message.put("jsonrpc", "2.0");
        if (id != null) {
            message.put("id", id);
        }
        message.put("method", method);
        message.put("params", params);
        input.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private void read() {
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                lines.put(Optional.of(line));
            }
            lines.put(Optional.empty());
        } catch (IOException | InterruptedException e) {
            process.destroy();
        }
    }

    /** Closes its stdin, as a leaving host does, waits for its end, and returns the exit code. */
    public int stop(Duration limit) throws IOException, InterruptedException {
        input.close();
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("The server did not end.");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
