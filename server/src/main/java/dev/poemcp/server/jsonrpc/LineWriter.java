package dev.poemcp.server.jsonrpc;

import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes each message as one line, whole, flushed, one after the other. Nothing is queued: a client that does not read
 * holds up the threads that answer it, and so, in the end, itself.
 */
public final class LineWriter {
    private final OutputStream out;
    private final McpJsonMapper json;
    private final Runnable onLost;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param onLost called when the client no longer takes output; may be called more than once */
    public LineWriter(OutputStream out, McpJsonMapper json, Runnable onLost) {
        this.out = out;
        this.json = json;
        this.onLost = onLost;
    }

    /**
     * @throws IllegalArgumentException when the message is no JSON; nothing was written
     * @throws UncheckedIOException when the client is gone
     */
    public void write(Object message) {
        var line = serialise(message);
        lock.lock();
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            onLost.run();
            throw new UncheckedIOException("The client no longer takes output.", e);
        } finally {
            lock.unlock();
        }
    }

    private byte[] serialise(Object message) {
        try {
            // By way of a string: half of a surrogate pair, which JSON's escapes allow, then becomes a question mark
            // instead of an error.
            return (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("A message cannot be written as JSON.", e);
        }
    }
}
