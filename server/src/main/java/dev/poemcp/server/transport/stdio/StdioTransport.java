package dev.poemcp.server.transport.stdio;

import dev.poemcp.server.jsonrpc.CallThreads;
import dev.poemcp.server.jsonrpc.Dispatcher;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.IncomingParser;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.ResponseSink;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.session.SessionServer;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MCP on a pair of streams, one JSON-RPC message per line, for one client. The handshake, pings, cancellations and the
 * client's responses are handled on the reader's thread, every other request on its own.
 */
public final class StdioTransport {
    /** Maximum length of a line; the same as the SDK's. */
    public static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    /** How long a call may run after the client has disconnected. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** Likewise for a call that waits for a bot; then it is cancelled at Poe. */
    private static final Duration GRACE_FOR_REPLIES = Duration.ofMillis(300);

    private static final Duration GRACE_AFTER_INTERRUPT = Duration.ofMillis(400);
    private static final Logger log = LoggerFactory.getLogger(StdioTransport.class);

    private final BoundedLines lines;
    private final IncomingParser parser = new IncomingParser(JsonRpc.reader());
    private final LineWriter writer;
    private final SessionServer session;
    private final Dispatcher dispatcher;
    private final ExecutorService threads = CallThreads.open();
    private final ResponseSink sink;
    private final Duration grace;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param stateless created by the first request of a stateless revision */
    public StdioTransport(
            BoundedLines lines, OutputStream out, MethodTable table, Supplier<StatelessServer> stateless) {
        this(lines, out, table, stateless, GRACE);
    }

    /** @param grace how long calls that wait for no bot may continue at the end */
    StdioTransport(
            BoundedLines lines,
            OutputStream out,
            MethodTable table,
            Supplier<StatelessServer> stateless,
            Duration grace) {
        this.lines = lines;
        this.writer = new LineWriter(out, ended::countDown);
        this.sink = ResponseSink.skippingNull(writer::write);
        this.session = new SessionServer(() -> table);
        session.listen(writer::write);
        this.dispatcher = new Dispatcher(
                new StdioHandler(table, session, stateless),
                work -> {
                    threads.execute(work);
                    return null;
                },
                () -> {});
        this.grace = grace;
    }

    /** Takes a message that was answered before this transport existed; its response is not sent again. */
    public void replay(String line) {
        dispatcher.accept(parser.parse(line.getBytes(StandardCharsets.UTF_8)), response -> {}, message -> {});
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
        dispatcher.finish(GRACE_FOR_REPLIES, grace, GRACE_AFTER_INTERRUPT);
        writer.awaitWritten(GRACE_AFTER_INTERRUPT);
        threads.shutdownNow();
        session.close();
    }

    /** Makes {@link #serve} return as if the input had ended. */
    public void stop() {
        ended.countDown();
    }

    private void read() {
        try {
            for (var line = lines.next(); line != null && ended.getCount() > 0; line = lines.next()) {
                if (line.tooLong()) {
                    accept(new Incoming.Malformed(
                            null,
                            ErrorCodes.INVALID_REQUEST,
                            "Invalid request: a line is longer than " + MAX_LINE_BYTES + " bytes."));
                } else if (!isBlank(line.bytes())) {
                    accept(parser.parse(line.bytes()));
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

    private void accept(Incoming message) {
        try {
            dispatcher.accept(message, sink, writer::write);
        } catch (UncheckedIOException e) {
            log.debug("The client has disconnected.", e);
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
}
