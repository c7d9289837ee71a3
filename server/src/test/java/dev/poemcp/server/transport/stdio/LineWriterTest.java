package dev.poemcp.server.transport.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LineWriterTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Client client = new Client();
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private final LineWriter writer = new LineWriter(client, disconnected::countDown);

    /** Takes one write after the other, each when it is allowed to. */
    private static final class Client extends OutputStream {
        private final BlockingQueue<String> writes = new LinkedBlockingQueue<>();
        private final CountDownLatch reads = new CountDownLatch(1);
        private volatile boolean gone;

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("one byte at a time");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            writes.add(new String(bytes, StandardCharsets.UTF_8));
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (gone) {
                throw new IOException("Broken pipe");
            }
        }

        String next() throws InterruptedException {
            var write = writes.poll(20, TimeUnit.SECONDS);
            assertTrue(write != null, "nothing is written");
            return write;
        }
    }

    @AfterEach
    void end() {
        client.reads.countDown();
    }

    @Test
    void linesThatWait_areWrittenAtOnceInOrder() throws Exception {
        var first = write(List.of(1));
        assertEquals("[1]\n", client.next());
        writer.write(List.of(2));
        writer.write(List.of(3));

        client.reads.countDown();

        assertEquals("[2]\n[3]\n", client.next());
        first.get(20, TimeUnit.SECONDS);
        assertTrue(client.writes.isEmpty());
    }

    @Test
    void clientThatDoesNotRead_blocksWriters() throws Exception {
        var first = write("first");
        client.next();
        writer.write("x".repeat(LineWriter.MAX_WAITING_BYTES));

        var beyond = write("beyond");

        assertThrows(TimeoutException.class, () -> beyond.get(SHORT.toMillis(), TimeUnit.MILLISECONDS));
        assertFalse(first.isDone());
        client.reads.countDown();
        beyond.get(20, TimeUnit.SECONDS);
        assertTrue(client.next().startsWith("\"xxx"));
        assertEquals("\"beyond\"\n", client.next());
    }

    @Test
    void awaitWritten_waitsForLinesOfOthers() throws Exception {
        var first = write("first");
        client.next();
        writer.write("second");
        var written = CompletableFuture.runAsync(() -> {
            try {
                writer.awaitWritten(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThrows(TimeoutException.class, () -> written.get(SHORT.toMillis(), TimeUnit.MILLISECONDS));

        client.reads.countDown();

        written.get(20, TimeUnit.SECONDS);
        assertEquals("\"second\"\n", client.next());
        first.get(20, TimeUnit.SECONDS);
    }

    @Test
    void disconnectedClient_failsWritersThatWaitAndLaterOnes() throws Exception {
        client.gone = true;
        var first = write("first");
        client.next();
        writer.write("x".repeat(LineWriter.MAX_WAITING_BYTES));
        var blocked = write("blocked");

        client.reads.countDown();

        for (var write : List.of(first, blocked)) {
            var failure = assertThrows(ExecutionException.class, () -> write.get(20, TimeUnit.SECONDS));
            assertInstanceOf(UncheckedIOException.class, failure.getCause());
        }
        assertTrue(disconnected.await(20, TimeUnit.SECONDS));
        assertThrows(UncheckedIOException.class, () -> writer.write("later"));
        assertTrue(client.writes.isEmpty());
    }

    private CompletableFuture<Void> write(Object message) {
        var result = new CompletableFuture<Void>();
        var thread = new Thread(() -> {
            try {
                writer.write(message);
                result.complete(null);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
