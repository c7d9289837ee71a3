package dev.poemcp.server.transport.stdio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.poemcp.server.jsonrpc.Dispatcher;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.IncomingParser;
import dev.poemcp.server.jsonrpc.LineWriter;
import dev.poemcp.server.jsonrpc.ServedVersions;
import dev.poemcp.server.jsonrpc.Sessionless;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * MCP on a pair of streams, one JSON-RPC message per line, for one client. Replaces the SDK's stdio transport, which
 * ends at an invalid line, loses responses at the end of input and does not support cancellation.
 */
public final class StdioTransport implements McpServerTransportProvider {
    /** Maximum length of a line; the same as the SDK's. */
    static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(StdioTransport.class);

    private final BoundedLines lines;
    private final IncomingParser parser;
    private final LineWriter writer;
    private final McpJsonMapper json;
    private final Predicate<McpSchema.JSONRPCRequest> waitsForReply;
    private final Sessionless sessionless;
    private final Duration grace;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable McpServerSession session;
    private @Nullable Dispatcher dispatcher;

    /** Serves only the revisions with sessions. */
    public StdioTransport(InputStream in, OutputStream out, Predicate<McpSchema.JSONRPCRequest> waitsForReply) {
        this(in, out, waitsForReply, Sessionless.none());
    }

    /**
     * @param waitsForReply whether a request may take as long as a bot's reply; such calls get less time at the end
     * @param sessionless handles requests that need no session
     */
    public StdioTransport(
            InputStream in,
            OutputStream out,
            Predicate<McpSchema.JSONRPCRequest> waitsForReply,
            Sessionless sessionless) {
        this(in, out, waitsForReply, sessionless, Dispatcher.GRACE);
    }

    /** @param grace how long calls that wait for no bot may continue at the end */
    StdioTransport(
            InputStream in,
            OutputStream out,
            Predicate<McpSchema.JSONRPCRequest> waitsForReply,
            Sessionless sessionless,
            Duration grace) {
        var mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        this.lines = new BoundedLines(in, MAX_LINE_BYTES);
        this.parser = new IncomingParser(mapper.reader());
        this.json = new JacksonMcpJsonMapper(new ObjectMapper());
        this.writer = new LineWriter(out, json, ended::countDown);
        this.waitsForReply = waitsForReply;
        this.sessionless = sessionless;
        this.grace = grace;
    }

    @Override
    public List<String> protocolVersions() {
        return ServedVersions.ALL;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        var created = factory.create(new SessionTransport());
        session = created;
        dispatcher = new Dispatcher(created, sessionless, writer, json, waitsForReply, grace);
    }

    /**
     * Serves until the client closes its streams or {@link #stop} is called; returns within 3 seconds of that, when no
     * call runs.
     */
    public void serve() throws InterruptedException {
        var reader = new Thread(this::read, "stdin");
        // A read of standard input cannot be interrupted, so this thread must not keep the process alive.
        reader.setDaemon(true);
        reader.start();
        ended.await();
        dispatcher().finish();
        session().closeGracefully().block();
    }

    /** Makes {@link #serve} return as if the input had ended. */
    public void stop() {
        ended.countDown();
    }

    private void read() {
        try {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.tooLong()) {
                    dispatcher()
                            .accept(new Incoming.Malformed(
                                    null,
                                    ErrorCodes.INVALID_REQUEST,
                                    "Invalid request: a line is longer than " + MAX_LINE_BYTES + " bytes."));
                } else if (!isBlank(line.bytes())) {
                    dispatcher().accept(parser.parse(line.bytes()));
                }
            }
        } catch (IOException e) {
            log.warn("Reading from the client failed: {}", e.toString());
        } catch (RuntimeException e) {
            log.error("Serving the client failed.", e);
        } finally {
            ended.countDown();
        }
    }

    private static boolean isBlank(byte[] line) {
        for (var b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private Dispatcher dispatcher() {
        return Objects.requireNonNull(dispatcher, "no session factory was set");
    }

    private McpServerSession session() {
        return Objects.requireNonNull(session, "no session factory was set");
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session().sendNotification(method, params);
    }

    @Override
    public Mono<Void> notifyClient(String sessionId, String method, Object params) {
        return session().sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::stop);
    }

    /** The transport that the SDK's session sends through. */
    private final class SessionTransport implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                if (message instanceof McpSchema.JSONRPCResponse response) {
                    dispatcher().respond(response);
                } else {
                    writer.write(message);
                }
            });
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            try {
                return json.convertValue(data, type);
            } catch (IllegalArgumentException e) {
                log.debug("Parameters of the wrong shape", e);
                // The mapper's own message contains class names.
                throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                        .message("Invalid params: they do not have the shape that the protocol gives them.")
                        .build();
            }
        }

        @Override
        public List<String> protocolVersions() {
            return ServedVersions.ALL;
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.fromRunnable(StdioTransport.this::stop);
        }
    }
}
