package dev.poemcp.poe.site.channel;

import java.io.IOException;
import java.io.Reader;

/**
 * Reads the content of a JSON string while it is still part of its JSON text, without a copy of the whole string: the
 * messages of a frame are JSON in JSON, and most of them are not read to their end.
 */
final class UnescapingReader extends Reader {
    private final String json;
    private int at;
    private boolean ended;

    /** @param quote index of the quote that opens the string */
    UnescapingReader(String json, int quote) {
        this.json = json;
        this.at = quote + 1;
    }

    /** Copies a piece as it is and then unescapes it in place, which is faster than to look at the string itself. */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int shift = offset - at;
        int end = Math.min(offset + length, json.length() + shift);
        json.getChars(at, end - shift, target, offset);
        int to = offset;
        int from = offset;
        while (from < end && target[from] != '"') {
            char next = target[from++];
            if (next == '\\') {
                at = from - shift;
                next = escaped();
                from = at + shift;
            }
            target[to++] = next;
        }
        at = from - shift;
        ended = from < end;
        if (to == offset && !ended) {
            throw new IOException("The string has no end");
        }
        return to == offset ? -1 : to - offset;
    }

    /** The character of the escape whose name is next; it may end beyond the piece. */
    private char escaped() throws IOException {
        char name = next();
        return switch (name) {
            case '"', '\\', '/' -> name;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(next(), 16);
                    if (digit < 0) {
                        throw new IOException("An escape is malformed");
                    }
                    code = code << 4 | digit;
                }
                yield (char) code;
            }
            default -> throw new IOException("An escape is malformed");
        };
    }

    private char next() throws IOException {
        if (at == json.length()) {
            throw new IOException("The string has no end");
        }
        return json.charAt(at++);
    }

    @Override
    public void close() {
        ended = true;
    }
}
