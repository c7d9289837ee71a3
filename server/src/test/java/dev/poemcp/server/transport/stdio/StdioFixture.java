package dev.poemcp.server.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.MethodTable.MethodHandler;
import dev.poemcp.server.protocol.ServerInfo;
import dev.poemcp.server.resources.ResourceWatch;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stdio transport whose methods the test defines, and the client's end of the pipes. */
final class StdioFixture implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PIPE_BYTES = 1 << 20;

    private final PipedOutputStream toServer = new PipedOutputStream();
    private final BlockingQueue<JsonNode> responses = new LinkedBlockingQueue<>();
    private final ObjectMapper json = new ObjectMapper();
    private final StdioTransport transport;
    private final Thread serving;

    StdioFixture(Map<String, Function<Object, Callable<Object>>> methods) throws IOException {
        this(methods, null, StdioTransport.GRACE);
    }

    /** @param grace for calls that run when the input ends */
    StdioFixture(Map<String, Function<Object, Callable<Object>>> methods, Duration grace) throws IOException {
        this(methods, null, grace);
    }

    /** @param out instead of the pipe that {@link #next} reads */
    StdioFixture(Map<String, Function<Object, Callable<Object>>> methods, OutputStream out) throws IOException {
        this(methods, out, StdioTransport.GRACE);
    }

    private StdioFixture(
            Map<String, Function<Object, Callable<Object>>> methods, @Nullable OutputStream out, Duration grace)
            throws IOException {
        var handlers = new HashMap<String, MethodHandler>();
        methods.forEach((name, method) -> handlers.put(name, (params, client) -> call(method.apply(params.tree()))));
        var table = new MethodTable(
                new ServerInfo(
                        Implementation.builder("fixture", "1").build(),
                        ServerCapabilities.builder().build(),
                        null),
                handlers,
                (method, params) -> method.equals("wait"),
                notifier -> mock(ResourceWatch.class));
        transport = new StdioTransport(
                new BoundedLines(new PipedInputStream(toServer, PIPE_BYTES), StdioTransport.MAX_LINE_BYTES),
                out == null ? new LineCollector() : out,
                table,
                () -> {
                    throw new AssertionError("no stateless request is sent");
                },
                grace);
        serving = new Thread(this::serve, "serving");
        serving.start();
    }

    private static Object call(Callable<Object> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve() {
        try {
            transport.serve();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Collects lines. Not a pipe, since a pipe breaks when the last writing thread ends. */
    private final class LineCollector extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            if (b == '\n') {
                responses.add(json.readTree(line.toByteArray()));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }

    StdioFixture open(String version) throws IOException, InterruptedException {
        send(request(
                0,
                "initialize",
                "{\"protocolVersion\":\"" + version
                        + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}"));
        next();
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    static String cancel(int id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    void send(String line) throws IOException {
        sendBytes((line + "\n").getBytes(UTF_8));
    }

    void sendBytes(byte[] bytes) throws IOException {
        toServer.write(bytes);
        toServer.flush();
    }

    /** The next message from the server. */
    JsonNode next() throws InterruptedException {
        return requirePresent(responses.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    private static JsonNode requirePresent(@Nullable JsonNode response) {
        assertNotNull(response, "no response");
        return response;
    }

    boolean hasNoMessage() {
        return responses.isEmpty();
    }

    void endInput() throws IOException {
        toServer.close();
    }

    void stop() {
        transport.stop();
    }

    /** Whether serving ends within the time. */
    boolean endsWithin(Duration limit) throws InterruptedException {
        serving.join(limit.toMillis());
        return !serving.isAlive();
    }

    @Override
    public void close() throws IOException {
        endInput();
        try {
            serving.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
