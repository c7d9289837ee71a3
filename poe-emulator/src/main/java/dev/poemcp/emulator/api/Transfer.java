package dev.poemcp.emulator.api;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.IteratingCallback;

/** Writes one piece of a body, at once or byte by byte, then runs what follows. */
final class Transfer extends IteratingCallback {
    private final Response response;
    private final byte[] bytes;
    private final int length;
    private final boolean singly;
    private final boolean last;
    private final Runnable next;
    private final Consumer<Throwable> failed;
    private int written;
    private boolean finished;

    /** Writes the first {@code length} bytes; {@code last}: the body ends with them. */
    Transfer(
            Response response,
            byte[] bytes,
            int length,
            boolean singly,
            boolean last,
            Runnable next,
            Consumer<Throwable> failed) {
        this.response = response;
        this.bytes = bytes;
        this.length = length;
        this.singly = singly;
        this.last = last;
        this.next = next;
        this.failed = failed;
    }

    @Override
    protected Action process() {
        if (finished) {
            return Action.SUCCEEDED;
        }
        var size = singly ? Math.min(1, length - written) : length - written;
        var slice = ByteBuffer.wrap(bytes, written, size);
        written += size;
        finished = written == length;
        // An empty write that is not the last one sends the head.
        response.write(last && finished, slice, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        next.run();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        failed.accept(cause);
    }
}
