package dev.poemcp.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls over a number of connections, each with one call at a time; one thread serves all. */
final class HttpLoad implements AutoCloseable {
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final CallTemplate template;
    private final Selector selector;
    private final List<HttpConnection> connections = new ArrayList<>();
    private long calls;

    private HttpLoad(CallTemplate template) throws IOException {
        this.template = template;
        this.selector = Selector.open();
    }

    static HttpLoad open(URI address, CallTemplate template, int connections) throws IOException {
        var load = new HttpLoad(template);
        for (int i = 0; i < connections; i++) {
            var connection = HttpConnection.open(address, template.length());
            load.connections.add(connection);
            connection.channel().register(load.selector, SelectionKey.OP_READ, connection);
        }
        return load;
    }

    /** Keeps every connection busy, and throws the first results away. */
    Throughput run(Duration warmUp, Duration measured) throws IOException {
        for (var connection : connections) {
            send(connection);
        }
        answer(System.nanoTime() + warmUp.toNanos(), Latencies.fine());
        var latencies = Latencies.fine();
        long start = System.nanoTime();
        answer(start + measured.toNanos(), latencies);
        return Throughput.of(latencies, System.nanoTime() - start);
    }

    /**
     * One call on each connection, all at once.
     *
     * @param expected text of each response
     */
    Throughput once(String expected) throws IOException {
        var latencies = Latencies.coarse();
        long start = System.nanoTime();
        for (var connection : connections) {
            send(connection);
        }
        while (latencies.total() < connections.size()) {
            select(connection -> {
                latencies.add(System.nanoTime() - connection.sentNanos());
                String response = connection.response();
                if (!response.contains(expected)) {
                    throw new IOException("Not the expected response: " + response);
                }
            });
        }
        return Throughput.of(latencies, System.nanoTime() - start);
    }

    private void answer(long endNanos, Latencies latencies) throws IOException {
        while (System.nanoTime() < endNanos) {
            select(connection -> {
                latencies.add(System.nanoTime() - connection.sentNanos());
                send(connection);
            });
        }
    }

    /** What happens after a complete response. */
    @FunctionalInterface
    private interface Completion {
        void of(HttpConnection connection) throws IOException;
    }

    private void select(Completion completion) throws IOException {
        if (selector.select(LONGEST_WAIT_MILLIS) == 0) {
            throw new IOException("No answer within " + LONGEST_WAIT_MILLIS + " ms");
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (connection(key.attachment()).read()) {
                completion.of(connection(key.attachment()));
            }
        }
        selector.selectedKeys().clear();
    }

    private static HttpConnection connection(@Nullable Object attachment) {
        if (attachment instanceof HttpConnection connection) {
            return connection;
        }
        throw new IllegalStateException("Not a connection: " + attachment);
    }

    private void send(HttpConnection connection) throws IOException {
        connection.send(template, CallTemplate.FIRST_ID + calls++);
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
