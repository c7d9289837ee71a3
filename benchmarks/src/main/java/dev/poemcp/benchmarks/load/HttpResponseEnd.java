package dev.poemcp.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;

/** Finds out whether bytes are a complete HTTP/1.1 response, on a connection with one request at a time. */
final class HttpResponseEnd {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);
    /** Index of the status in "HTTP/1.1 200 OK". */
    private static final int STATUS_AT = 9;

    private HttpResponseEnd() {}

    /** @throws IOException when the status is not 2xx */
    static boolean isComplete(byte[] bytes, int length) throws IOException {
        int endOfHead = indexOf(END_OF_HEAD, bytes, 0, length);
        if (endOfHead < 0) {
            return false;
        }
        if (bytes[STATUS_AT] != '2') {
            throw new IOException(new String(bytes, 0, length, US_ASCII));
        }
        int bodyAt = endOfHead + END_OF_HEAD.length;
        int contentLength = contentLength(bytes, endOfHead);
        if (contentLength >= 0) {
            return length >= bodyAt + contentLength;
        }
        int lastAt = length - LAST_CHUNK.length;
        return lastAt >= bodyAt && Arrays.equals(bytes, lastAt, length, LAST_CHUNK, 0, LAST_CHUNK.length);
    }

    /** -1 without one. */
    private static int contentLength(byte[] bytes, int endOfHead) {
        int at = indexOf(CONTENT_LENGTH, bytes, 0, endOfHead);
        if (at < 0) {
            return -1;
        }
        int value = 0;
        for (int i = at + CONTENT_LENGTH.length; i < endOfHead && bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                value = value * 10 + (bytes[i] - '0');
            }
        }
        return value;
    }

    /** Letters in any case; the text is in lower case. */
    private static int indexOf(byte[] text, byte[] bytes, int start, int end) {
        for (int i = start; i <= end - text.length; i++) {
            int same = 0;
            while (same < text.length && lower(bytes[i + same]) == text[same]) {
                same++;
            }
            if (same == text.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + ('a' - 'A')) : letter;
    }
}
