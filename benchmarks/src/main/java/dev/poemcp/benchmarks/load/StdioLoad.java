package dev.poemcp.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.benchmarks.process.StdioProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Keeps a number of calls in flight over stdio: each answer is followed by another call. One thread reads and writes,
 * and writes for all answers of one read at once.
 *
 * <p>It cannot block for ever in a write while the server blocks in its own: fewer calls than fill both pipes are in
 * flight.
 */
final class StdioLoad {
    private static final byte[] ID = "\"id\":1".getBytes(US_ASCII);
    /** The low digits of an id, in binary, are the call's place among those in flight. */
    private static final int MAX_IN_FLIGHT = 256;

    private static final int BUFFER = 1 << 16;
    private static final byte[] RESULT = "\"result\":".getBytes(US_ASCII);

    private final InputStream in;
    private final OutputStream out;
    private final CallTemplate template;
    private final byte[] input = new byte[2 * BUFFER];
    private final byte[] output;
    private final long[] sentNanos = new long[MAX_IN_FLIGHT];
    private final long[] sentIds = new long[MAX_IN_FLIGHT];
    private long calls;
    private int length;
    private int outputLength;

    StdioLoad(StdioProcess server, CallTemplate template) {
        this.in = server.out();
        this.out = server.in();
        this.template = template;
        this.output = new byte[MAX_IN_FLIGHT * template.length()];
    }

    /** Loads the server, throws the first results away, and waits at the end until every call is answered. */
    Throughput run(int inFlight, Duration warmUp, Duration measured) throws IOException {
        for (int place = 0; place < inFlight; place++) {
            call(place, System.nanoTime());
        }
        flush();
        answer(System.nanoTime() + warmUp.toNanos(), Latencies.fine());
        var latencies = Latencies.fine();
        long start = System.nanoTime();
        answer(start + measured.toNanos(), latencies);
        var result = Throughput.of(latencies, System.nanoTime() - start);
        drain(inFlight);
        return result;
    }

    private void answer(long endNanos, Latencies latencies) throws IOException {
        long now = System.nanoTime();
        while (now < endNanos) {
            int lineStart = 0;
            int from = length;
            fill();
            now = System.nanoTime();
            for (int i = from; i < length; i++) {
                if (input[i] == '\n') {
                    int place = place(lineStart, i);
                    latencies.add(now - sentNanos[place]);
                    call(place, now);
                    lineStart = i + 1;
                }
            }
            keep(lineStart);
            flush();
        }
    }

    /** Reads the answers to the calls that are still in flight. */
    private void drain(int inFlight) throws IOException {
        int open = inFlight;
        while (open > 0) {
            int lineStart = 0;
            int from = length;
            fill();
            for (int i = from; i < length; i++) {
                if (input[i] == '\n') {
                    place(lineStart, i);
                    lineStart = i + 1;
                    open--;
                }
            }
            keep(lineStart);
        }
    }

    private void fill() throws IOException {
        int read = in.read(input, length, Math.min(BUFFER, input.length - length));
        if (read <= 0) {
            throw new IOException("The server ended, or wrote an endless line");
        }
        length += read;
    }

    private void keep(int start) {
        System.arraycopy(input, start, input, 0, length - start);
        length -= start;
    }

    /** The place of the call that a line answers. */
    private int place(int start, int end) throws IOException {
        int at = indexOf(ID, start, end);
        if (at < 0 || indexOf(RESULT, start, end) < 0) {
            throw new IOException("Not a result: " + new String(Arrays.copyOfRange(input, start, end), UTF_8));
        }
        long id = 0;
        for (int i = at + ID.length - 1; i < at + ID.length - 1 + CallTemplate.ID_LENGTH; i++) {
            id = id * 10 + (input[i] - '0');
        }
        int place = (int) ((id - CallTemplate.FIRST_ID) % MAX_IN_FLIGHT);
        if (place < 0 || sentIds[place] != id) {
            throw new IOException("Answer to an unknown call: " + id);
        }
        sentIds[place] = 0;
        return place;
    }

    private int indexOf(byte[] text, int start, int end) {
        int last = end - text.length;
        for (int i = start; i <= last; i++) {
            if (input[i] == text[0] && Arrays.equals(input, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }

    private void call(int place, long now) {
        long id = CallTemplate.FIRST_ID + calls++ * MAX_IN_FLIGHT + place;
        sentIds[place] = id;
        sentNanos[place] = now;
        template.writeTo(output, outputLength, id);
        outputLength += template.length();
    }

    private void flush() throws IOException {
        out.write(output, 0, outputLength);
        out.flush();
        outputLength = 0;
    }
}
