package dev.poemcp.server.transport.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a byte stream, ended by LF or CRLF, at most {@code maxBytes} long. A longer line is skipped and reported,
 * so that memory is bounded. Used by one thread.
 */
public final class BoundedLines {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private @Nullable Line returned;

    public BoundedLines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** One line without its line end; empty if it was too long. */
    public static final class Line {
        private final byte[] bytes;
        private final boolean tooLong;

        private Line(byte[] bytes, boolean tooLong) {
            this.bytes = bytes;
            this.tooLong = tooLong;
        }

        public byte[] bytes() {
            return bytes;
        }

        public boolean tooLong() {
            return tooLong;
        }
    }

    /** The next line, or null at the end of the stream. The last line needs no line end. */
    public @Nullable Line next() throws IOException {
        if (returned != null) {
            var line = returned;
            returned = null;
            return line;
        }
        var line = new ByteArrayOutputStream();
        var tooLong = false;
        var hasContent = false;
        while (true) {
            if (position == limit && !fill()) {
                return hasContent ? line(line, tooLong) : null;
            }
            hasContent = true;
            var end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            if (!tooLong && line.size() + (end - position) > maxBytes) {
                tooLong = true;
                line = new ByteArrayOutputStream(0);
            }
            if (!tooLong) {
                line.write(buffer, position, end - position);
            }
            position = end;
            if (position < limit) {
                position++;
                return line(line, tooLong);
            }
        }
    }

    /** Makes {@link #next} give this line, the last one that it gave, again. */
    public void giveBack(Line line) {
        returned = line;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private static Line line(ByteArrayOutputStream content, boolean tooLong) {
        var bytes = content.toByteArray();
        var hasReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return new Line(hasReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes, tooLong);
    }
}
