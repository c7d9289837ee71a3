package dev.poemcp.poe.browser.page;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import okio.BufferedSink;
import okio.Okio;

/** Cuts a request body into pieces as base64, so that no more than one of them is in memory. */
final class BodyPieces extends OutputStream {
    static final int PIECE_BYTES = 256 * 1024;

    /** Takes a piece, and returns when there is room for the next one. */
    interface PieceConsumer {
        void accept(String base64) throws IOException, InterruptedException;
    }

    private final byte[] piece = new byte[PIECE_BYTES];
    private final PieceConsumer consumer;
    private final BooleanSupplier stopped;
    private int length;

    /** @param stopped whether the rest is of no use */
    BodyPieces(PieceConsumer consumer, BooleanSupplier stopped) {
        this.consumer = consumer;
        this.stopped = stopped;
    }

    /** The same as a sink for OkHttp; closing it passes on what is left. */
    BufferedSink sink() {
        return Okio.buffer(Okio.sink(this));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int from = offset; from < offset + count; ) {
            int part = Math.min(PIECE_BYTES - length, offset + count - from);
            System.arraycopy(bytes, from, piece, length, part);
            length += part;
            from += part;
            if (length == PIECE_BYTES) {
                pass();
            }
        }
    }

    private void pass() throws IOException {
        if (stopped.getAsBoolean()) {
            throw new IOException("Canceled");
        }
        var bytes = length == PIECE_BYTES ? piece : Arrays.copyOf(piece, length);
        try {
            consumer.accept(Base64.getEncoder().encodeToString(bytes));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        length = 0;
    }

    @Override
    public void close() throws IOException {
        if (length > 0) {
            pass();
        }
    }
}
