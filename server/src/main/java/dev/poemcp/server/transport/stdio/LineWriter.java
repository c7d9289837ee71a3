package dev.poemcp.server.transport.stdio;

import dev.poemcp.server.jsonrpc.JsonRpc;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes each message as one line and flushes it. There is no queue: a client that does not read blocks the threads
 * that respond to it.
 */
final class LineWriter {
    private final OutputStream out;
    private final Runnable onDisconnect;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param onDisconnect called when writing fails; may be called more than once */
    LineWriter(OutputStream out, Runnable onDisconnect) {
        this.out = out;
        this.onDisconnect = onDisconnect;
    }

    /**
     * @throws IllegalArgumentException when the message cannot be written as JSON; nothing was written
     * @throws UncheckedIOException when the client has disconnected
     */
    void write(Object message) {
        var line = serialize(message);
        lock.lock();
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            onDisconnect.run();
            throw new UncheckedIOException("The client no longer takes output.", e);
        } finally {
            lock.unlock();
        }
    }

    private byte[] serialize(Object message) {
        try {
            // Encoding a string replaces a lone surrogate, which JSON escapes allow, with a question mark; writing
            // bytes directly would fail.
            return (JsonRpc.JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("A message cannot be written as JSON.", e);
        }
    }
}
