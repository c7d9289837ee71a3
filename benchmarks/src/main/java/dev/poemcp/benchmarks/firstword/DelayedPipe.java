package dev.poemcp.benchmarks.firstword;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a connection: every byte arrives a fixed time after it was sent, however many are on their way, so
 * only the delay is limited and not the throughput.
 */
final class DelayedPipe {
    private static final int BUFFER = 1 << 14;
    private static final int MAX_ON_THE_WAY = 4_096;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final Socket from;
    private final Socket to;
    private final long delayNanos;
    private final long usableNanos;
    private final BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(MAX_ON_THE_WAY);

    private record Chunk(long dueNanos, ByteBuffer bytes) {}

    /** @param usableNanos when the sender's first byte can leave; earlier ones count as sent then */
    DelayedPipe(Socket from, Socket to, long delayNanos, long usableNanos) {
        this.from = from;
        this.to = to;
        this.delayNanos = delayNanos;
        this.usableNanos = usableNanos;
    }

    void start() {
        startThread("proxy reader", this::receive);
        startThread("proxy writer", this::deliver);
    }

    private void receive() throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try {
            int length = from.getInputStream().read(buffer);
            while (length >= 0) {
                onTheWay.put(new Chunk(due(), ByteBuffer.wrap(Arrays.copyOf(buffer, length))));
                length = from.getInputStream().read(buffer);
            }
        } finally {
            onTheWay.put(new Chunk(due(), END));
        }
    }

    private long due() {
        long now = System.nanoTime();
        return Math.max(now - usableNanos, 0) + usableNanos + delayNanos;
    }

    private void deliver() throws IOException, InterruptedException {
        try (WritableByteChannel output = Channels.newChannel(to.getOutputStream())) {
            while (true) {
                Chunk chunk = onTheWay.take();
                TimeUnit.NANOSECONDS.sleep(chunk.dueNanos - System.nanoTime());
                if (!chunk.bytes.hasRemaining()) {
                    return;
                }
                output.write(chunk.bytes);
            }
        } finally {
            from.close();
        }
    }

    /** Work that ends with its connection. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void startThread(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side closed the connection, which ends both directions.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
