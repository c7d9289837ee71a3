package dev.poemcp.server.transport.stdio;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.server.jsonrpc.JsonRpc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes each message as one line. The first thread writes its line itself; lines that arrive meanwhile wait in a
 * queue, and that thread writes all of them at once when it is done. The queue is bounded in bytes, so a client that
 * does not read blocks the threads that respond to it.
 */
final class LineWriter {
    /** A line waits if fewer bytes wait already; so a single line may be longer. */
    static final int MAX_WAITING_BYTES = 64 * 1024;

    private final OutputStream out;
    private final Runnable onDisconnect;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition taken = lock.newCondition();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;
    private @Nullable IOException failure;

    /** @param onDisconnect called when writing fails */
    LineWriter(OutputStream out, Runnable onDisconnect) {
        this.out = out;
        this.onDisconnect = onDisconnect;
    }

    /**
     * Returns when the line is written, or when another thread is about to write it.
     *
     * @throws IllegalArgumentException when the message cannot be written as JSON; nothing was written
     * @throws UncheckedIOException when the client has disconnected
     */
    void write(Object message) {
        if (add(serialize(message))) {
            writeWaiting();
        }
    }

    /** Waits until the lines of other threads are written, too. */
    void awaitWritten(Duration atMost) throws InterruptedException {
        var nanos = atMost.toNanos();
        lock.lock();
        try {
            while (writing && nanos > 0) {
                nanos = taken.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if the calling thread is to write. */
    private boolean add(byte[] line) {
        lock.lock();
        try {
            while (waitingBytes >= MAX_WAITING_BYTES) {
                taken.awaitUninterruptibly();
            }
            if (failure != null) {
                throw disconnected(failure);
            }
            waiting.add(line);
            waitingBytes += line.length;
            var isFirst = !writing;
            writing = true;
            return isFirst;
        } finally {
            lock.unlock();
        }
    }

    /** All waiting lines; null when there are none, which ends the writing. */
    private byte @Nullable [] takeWaiting() {
        lock.lock();
        try {
            writing = !waiting.isEmpty();
            var lines = waiting.size() > 1 ? joined() : waiting.poll();
            waitingBytes = 0;
            taken.signalAll();
            return lines;
        } finally {
            lock.unlock();
        }
    }

    private byte[] joined() {
        var lines = new ByteArrayOutputStream(waitingBytes);
        waiting.forEach(lines::writeBytes);
        waiting.clear();
        return lines.toByteArray();
    }

    private void writeWaiting() {
        try {
            for (var lines = takeWaiting(); lines != null; lines = takeWaiting()) {
                out.write(lines);
                out.flush();
            }
        } catch (IOException e) {
            fail(e);
            throw disconnected(e);
        } catch (RuntimeException | Error e) {
            // Otherwise the others would wait for this thread forever.
            fail(new IOException(e));
            throw e;
        }
    }

    private static UncheckedIOException disconnected(IOException cause) {
        return new UncheckedIOException("The client no longer takes output.", cause);
    }

    private void fail(IOException cause) {
        onDisconnect.run();
        lock.lock();
        try {
            failure = cause;
            writing = false;
            waiting.clear();
            waitingBytes = 0;
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static byte[] serialize(Object message) {
        try {
            return JsonRpc.bytes(message, "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A message cannot be written as JSON.", e);
        }
    }
}
