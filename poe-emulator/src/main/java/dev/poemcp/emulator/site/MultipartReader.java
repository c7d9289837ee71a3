package dev.poemcp.emulator.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a multipart body part by part, in one pass and in constant memory. */
final class MultipartReader {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");
    private static final int MAX_HEADER_BYTES = 8_192;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    private MultipartReader(InputStream in, String boundary) throws IOException {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        // The first boundary has no line break before it; adding one makes all boundaries alike.
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
        if (readPart(DiscardingSink.INSTANCE) > 0) {
            throw new Malformed("a preamble is not allowed");
        }
    }

    /** The header of a part. */
    record Part(String name, Optional<String> fileName, String contentType) {}

    /** Receives a part's bytes as they are read. */
    @FunctionalInterface
    interface Sink {
        void accept(byte[] bytes, int offset, int length) throws IOException;
    }

    /** The body is not a valid form. */
    static final class Malformed extends IOException {
        Malformed(String why) {
            super(why);
        }
    }

    private enum DiscardingSink implements Sink {
        INSTANCE;

        @Override
        public void accept(byte[] bytes, int offset, int length) {}
    }

    /** A reader of this body; empty if the content type is not a form or has no boundary. */
    static Optional<MultipartReader> of(String contentType, InputStream in) throws IOException {
        var matcher = BOUNDARY.matcher(contentType);
        return matcher.matches() ? Optional.of(new MultipartReader(in, matcher.group(1))) : Optional.empty();
    }

    /** The next part's header; empty after the last part. */
    Optional<Part> next() throws IOException {
        require(2);
        var first = buffer[start];
        var second = buffer[start + 1];
        start += 2;
        if (first == '-' && second == '-') {
            return Optional.empty();
        }
        if (first != '\r' || second != '\n') {
            throw new Malformed("a boundary must end its line");
        }
        var header = header();
        var name = group(NAME.matcher(header)).orElseThrow(() -> new Malformed("a part without a name"));
        var type = header.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
        return Optional.of(new Part(name, group(FILE_NAME.matcher(header)), type.orElse("application/octet-stream")));
    }

    /** Passes the bytes of the part that {@link #next()} started to the sink and returns their number. */
    long readPart(Sink sink) throws IOException {
        long total = 0;
        while (true) {
            var found = findDelimiter();
            if (found >= 0) {
                sink.accept(buffer, start, found - start);
                total += found - start;
                start = found + delimiter.length;
                return total;
            }
            // The last bytes may be the start of a delimiter.
            var safe = Math.max(0, end - start - delimiter.length + 1);
            sink.accept(buffer, start, safe);
            total += safe;
            start += safe;
            fill();
        }
    }

    /** The part's header up to and including the empty line that ends it. */
    private String header() throws IOException {
        var bytes = new byte[MAX_HEADER_BYTES];
        var length = 0;
        while (!endsHeader(bytes, length)) {
            if (length == MAX_HEADER_BYTES) {
                throw new Malformed("a part's header is too long");
            }
            require(1);
            bytes[length] = buffer[start];
            length++;
            start++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean endsHeader(byte[] bytes, int length) {
        var withoutLines = length == 2 && bytes[0] == '\r' && bytes[1] == '\n';
        return withoutLines
                || (length >= 4
                        && bytes[length - 4] == '\r'
                        && bytes[length - 3] == '\n'
                        && bytes[length - 2] == '\r'
                        && bytes[length - 1] == '\n');
    }

    private int findDelimiter() {
        for (var i = start; i <= end - delimiter.length; i++) {
            if (buffer[i] == '\r' && matches(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(int at) {
        for (var i = 1; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private void require(int bytes) throws IOException {
        while (end - start < bytes) {
            fill();
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        var read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new Malformed("the body ends within a part");
        }
        end += read;
    }

    private static Optional<String> group(Matcher matcher) {
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
